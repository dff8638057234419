// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.JvmCommand;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An application, and what it last said about itself. Confined to the demo's thread, but for {@link #close}, which any
 * thread may call.
 */
final class ApplicationProcess implements AutoCloseable {
    /** Threads that log. */
    static final int THREADS = 4;

    /** Events a second of each thread; with four of them the default buffer takes what the longest backoff lets pile up. */
    static final int PER_SECOND = 1_000;

    private static final long END_SECONDS = 15;

    private final Framework framework;
    private final ChildJvm child;
    private @Nullable Status latest;

    private ApplicationProcess(Framework framework, ChildJvm child) {
        this.framework = framework;
        this.child = child;
    }

    /** Starts an application that sends to a port of this machine. */
    static ApplicationProcess start(Framework framework, int port, Delivery delivery) throws IOException {
        ChildJvm child = JvmCommand.of(framework.main())
                .frugal()
                .options("-Ddemo.destination=127.0.0.1:" + port, "-Ddemo.delivery=" + delivery)
                .arguments(Integer.toString(THREADS), Integer.toString(PER_SECOND))
                .start();
        return new ApplicationProcess(framework, child);
    }

    Framework framework() {
        return framework;
    }

    boolean isConnected() {
        Status status = latest();
        return status != null && status.isConnected();
    }

    /** Returns its last words so far, null before the first. */
    @Nullable
    Status latest() {
        for (String line = child.pollAnswer(); line != null; line = child.pollAnswer()) {
            latest = Status.parse(line);
        }
        return latest;
    }

    /** Fails if it has ended. */
    void checkAlive() {
        if (!child.isAlive()) {
            throw new DemoFailure("the application on " + framework.title() + " has ended", child.output());
        }
    }

    /** Asks it to end. */
    void stop() throws IOException {
        child.send(Parent.STOP);
    }

    /** Returns what it says at its end, which it was asked for before. */
    Status awaitEnd() throws IOException {
        Status status = child.awaitEnd(END_SECONDS) == 0 ? latest() : null;
        if (status == null) {
            throw new DemoFailure(
                    "the application on " + framework.title() + " did not end as it should", child.output());
        }
        return status;
    }

    @Override
    public void close() throws IOException {
        child.close();
    }
}
