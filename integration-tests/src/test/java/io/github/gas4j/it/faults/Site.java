// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.Namespace;
import java.time.Duration;
import java.util.Optional;

/** Where the collector is, seen from the application. */
enum Site {
    /** On the loopback address. */
    NEARBY,
    /** On the loopback address, and found by a name. */
    BY_NAME,
    /** On the loopback address, behind a layer-4 proxy. */
    BEHIND_A_PROXY,
    /** On the loopback address, behind a proxy on whose way bytes, ends and resets take 20 ms each way. */
    DELAYED,
    /** In a network namespace of its own, behind a cable that loses packets on request. */
    REMOTE,
    /** The same, and packets take 50 ms each way. */
    FAR;

    private static final Duration FAR_DELAY = Duration.ofMillis(50);
    private static final boolean HAS_NAMESPACES = Namespace.isPossible();
    private static final boolean HAS_SLOW_WIRES = HAS_NAMESPACES && Namespace.isPossible(FAR_DELAY);

    /** Returns what this machine lacks for it, or nothing. */
    Optional<String> lacks() {
        return switch (this) {
            case REMOTE ->
                HAS_NAMESPACES ? Optional.empty() : Optional.of("needs a network namespace: Linux, root, ip, iptables");
            case FAR ->
                HAS_SLOW_WIRES
                        ? Optional.empty()
                        : Optional.of("needs a wire with a delay: a network namespace, python3, /dev/net/tun");
            default -> Optional.empty();
        };
    }

    /** Makes the network namespace in which the collector is, if it is in one. */
    Optional<Namespace> namespace() {
        return switch (this) {
            case REMOTE -> Optional.of(Namespace.create());
            case FAR -> Optional.of(Namespace.create(FAR_DELAY));
            default -> Optional.empty();
        };
    }
}
