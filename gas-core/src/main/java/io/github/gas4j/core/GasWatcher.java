// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * Is told of the JVM's clients. The methods {@code started} and {@code ended} are called one at a time, on the thread that
 * starts or ends the client and, for those that are running already, on the thread that begins to watch. They must return
 * quickly and must neither start nor end a client. What they throw is ignored.
 */
public interface GasWatcher {

    /**
     * Called when a client runs.
     *
     * @param client offers its name and counters
     */
    void started(GasClient client);

    /**
     * Called when a client has ended, or has been closed and is about to end.
     *
     * @param client one that {@link #started} was called for
     */
    void ended(GasClient client);

    /** Begins to watch: is told of all clients that are running, and from now on of each that starts or ends. */
    default void watch() {
        RunningClients.watch(this);
    }

    /** Ends the watch: is told nothing more. */
    default void unwatch() {
        RunningClients.unwatch(this);
    }
}
