// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.time.Duration;

/**
 * Flushes a client at JVM exit without closing it, because other shutdown hooks may still log. Thread-safe: immutable, and
 * the runtime guards its own list of hooks.
 */
final class ExitFlush {
    private final Thread hook;

    private ExitFlush(Thread hook) {
        this.hook = hook;
    }

    /** Registers a flush; one that comes while the JVM is exiting already is none. */
    static ExitFlush register(String clientName, GasClient client, Duration timeout) {
        Thread hook = new Thread(null, () -> client.flush(timeout), "gas-" + clientName + "-exit", 0, false);
        hook.setContextClassLoader(null);
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // the JVM is exiting already
        }
        return new ExitFlush(hook);
    }

    /** Takes the flush back, so that the runtime does not keep the client alive. */
    void unregister() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // the JVM is exiting: the hook runs or has run
        }
    }
}
