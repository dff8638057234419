// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.child.Facts;
import io.github.gas4j.benchmarks.child.SinkMain;
import java.io.IOException;
import java.util.List;

/** The sink's process. Confined to one thread. */
final class Sink implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 30;

    private final Child child;
    private final int port;

    private Sink(Child child) throws IOException, InterruptedException {
        this.child = child;
        port = (int) child.ask("listen", TIMEOUT_SECONDS).number("port");
    }

    /** Starts a sink that listens. */
    static Sink start() throws IOException, InterruptedException {
        return new Sink(Child.start(SinkMain.class, List.of("-Xmx128m", "-XX:+UseSerialGC")));
    }

    int port() {
        return port;
    }

    /** Listens again, on the same port; does nothing if it listens. */
    void listen() throws IOException, InterruptedException {
        child.ask("listen", TIMEOUT_SECONDS);
    }

    /** Closes every connection and listens no more. */
    void shut() throws IOException, InterruptedException {
        child.ask("shut", TIMEOUT_SECONDS);
    }

    /** Counts from zero. */
    void reset() throws IOException, InterruptedException {
        reset(false);
    }

    /** Counts from zero; {@code stamped} tells whether events end with the time at which they were logged. */
    void reset(boolean stamped) throws IOException, InterruptedException {
        child.ask("reset stamped=" + stamped, TIMEOUT_SECONDS);
    }

    /** Returns events, bytes, the nanoseconds between the first and the last of them, and the sink's CPU time so far. */
    Facts count() throws IOException, InterruptedException {
        return child.ask("count", TIMEOUT_SECONDS);
    }

    @Override
    public void close() throws IOException {
        child.close();
    }
}
