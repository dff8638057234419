// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.client;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.GasListener;
import java.util.function.Consumer;

/**
 * Prints what happens to a client. Thread-safe, as {@code out} is: the client calls it on its own thread.
 *
 * @param out takes one line at a time, and must return quickly
 */
record Printer(Consumer<String> out) implements GasListener {

    @Override
    public void stateChanged(ConnectionState from, ConnectionState to) {
        out.accept("client: " + from + " -> " + to);
    }

    @Override
    public void dropped(DropReport report) {
        out.accept("client: dropped " + report.count() + " entries: " + report.reason());
    }

    @Override
    public void warned(String message) {
        out.accept("client: " + message);
    }

    @Override
    public void informed(String message) {
        out.accept("client: " + message);
    }
}
