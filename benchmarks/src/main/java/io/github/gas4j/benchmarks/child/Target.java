// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

/** What is measured: takes messages and sends them somewhere. Thread-safe unless it says otherwise. */
interface Target {
    /** Logs a message. */
    void log(String message);

    /** Called by each thread after its last message. */
    default void flush() {}
}
