// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

/** What is measured: takes messages and sends them somewhere. Thread-safe unless it says otherwise. */
interface Target {
    /**
     * Logs an event.
     *
     * @param message its text, unless the events of the target have parameters
     * @param number a parameter that changes
     */
    void log(String message, int number);

    /** Called by each thread after its last message. */
    default void flush() {}
}
