// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

/** One framework's events, and the encoder that is measured. Not thread-safe: for the thread that measures. */
interface Encoding {
    /** Prepares the thread for events of a kind. */
    void prepare(EventKind kind);

    /**
     * Makes the next event, as a logger does, and keeps it: what this costs is taken off.
     *
     * @param millis the event's time
     */
    void makeEvent(EventKind kind, long millis);

    /** Encodes the event that was made last; returns how many bytes it has become. */
    int encode();
}
