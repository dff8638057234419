// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.child.Facts;
import java.io.IOException;
import java.util.List;

/** Where contestants deliver, and what counts what has arrived. Confined to one thread unless it says otherwise. */
interface Collector {
    /** Returns the JVM options with which a contestant finds it. */
    List<String> jvmOptions(boolean tls);

    /** Counts from zero; {@code stamped} tells whether events end with the time at which they were logged. */
    void reset(boolean stamped) throws IOException, InterruptedException;

    /** Counts from zero. */
    default void reset() throws IOException, InterruptedException {
        reset(false);
    }

    /** Returns events, bytes, the nanoseconds between the first and the last of them, and the collector's CPU time so far. */
    Facts count() throws IOException, InterruptedException;
}
