// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.core.Delivery;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An application, and what it last said about itself. Thread-safe. */
final class ApplicationProcess implements AutoCloseable {
    /** Threads that log. */
    static final int THREADS = 4;

    /** Events a second of each thread; with four of them the default buffer takes what the longest backoff lets pile up. */
    static final int PER_SECOND = 1_000;

    private static final long END_SECONDS = 15;

    private final Framework framework;
    private final ChildJvm child;
    private final AtomicReference<@Nullable Status> latest;

    private ApplicationProcess(Framework framework, ChildJvm child, AtomicReference<@Nullable Status> latest) {
        this.framework = framework;
        this.child = child;
        this.latest = latest;
    }

    /** Starts an application that sends to a port of this machine. */
    static ApplicationProcess start(Framework framework, int port, Delivery delivery) throws IOException {
        AtomicReference<@Nullable Status> latest = new AtomicReference<>();
        List<String> properties = List.of("-Ddemo.destination=127.0.0.1:" + port, "-Ddemo.delivery=" + delivery);
        List<String> arguments = List.of(Integer.toString(THREADS), Integer.toString(PER_SECOND));
        ChildJvm child = ChildJvm.start(framework.main(), properties, arguments, line -> {
            Status status = Status.parse(line);
            if (status != null) {
                latest.set(status);
            }
            return status != null;
        });
        return new ApplicationProcess(framework, child, latest);
    }

    Framework framework() {
        return framework;
    }

    ChildJvm child() {
        return child;
    }

    boolean isConnected() {
        Status status = latest.get();
        return status != null && status.isConnected();
    }

    /** Returns its last words so far, null before the first. */
    @Nullable
    Status latest() {
        return latest.get();
    }

    /** Returns what it says at its end, which it was asked for before. */
    Status awaitEnd() throws InterruptedException {
        Status status = child.awaitEnd(END_SECONDS) ? latest.get() : null;
        if (status == null) {
            throw new DemoFailure("the application on " + framework.title() + " did not end as it should", child);
        }
        return status;
    }

    @Override
    public void close() {
        child.close();
    }
}
