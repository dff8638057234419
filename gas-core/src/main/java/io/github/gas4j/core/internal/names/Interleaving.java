// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.names;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The order in which addresses are tried: the family of the first address begins, and the families alternate as long as
 * both have addresses (RFC 8305, section 4). An address that was handed over before is left out.
 *
 * <p>Not thread-safe.
 */
final class Interleaving {
    /** The addresses in text, which distinguishes the interfaces of link-local addresses, as {@code equals} does not. */
    private final Set<String> seen = new HashSet<>();

    /** Returns those addresses that are new, interleaved. */
    List<InetAddress> of(InetAddress... addresses) {
        Deque<InetAddress> family = new ArrayDeque<>();
        Deque<InetAddress> other = new ArrayDeque<>();
        boolean beginsWithIpv4 = addresses.length > 0 && addresses[0] instanceof Inet4Address;
        for (InetAddress address : addresses) {
            if (seen.add(address.getHostAddress())) {
                (address instanceof Inet4Address == beginsWithIpv4 ? family : other).add(address);
            }
        }
        List<InetAddress> order = new ArrayList<>();
        while (!family.isEmpty() || !other.isEmpty()) {
            if (!family.isEmpty()) {
                order.add(family.remove());
            }
            if (!other.isEmpty()) {
                order.add(other.remove());
            }
        }
        return order;
    }
}
