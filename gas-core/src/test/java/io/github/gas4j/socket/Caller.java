// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** A thread that makes one call. Thread-safe: the outcome is a future. */
final class Caller {
    private static final int PATIENCE_SECONDS = 60;

    /** Something that a test calls. */
    @FunctionalInterface
    interface Call {
        void make() throws Exception;
    }

    /** How a call ended. */
    record Outcome(@Nullable Throwable thrown, boolean interrupted) {}

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Thread thread;

    private Caller(Call call, boolean virtual) {
        Runnable task = () -> {
            Throwable thrown = null;
            try {
                call.make();
            } catch (Throwable failure) {
                thrown = failure;
            }
            outcome.complete(new Outcome(thrown, Thread.currentThread().isInterrupted()));
        };
        thread = virtual ? startVirtual(task) : startPlatform(task);
    }

    static Caller of(Call call) {
        return new Caller(call, false);
    }

    /** A caller on a virtual thread; skips the test where there are none. */
    static Caller ofVirtual(Call call) {
        return new Caller(call, true);
    }

    private static Thread startPlatform(Runnable task) {
        Thread started = new Thread(task, "caller");
        started.setDaemon(true);
        started.start();
        return started;
    }

    private static Thread startVirtual(Runnable task) {
        try {
            return (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException none) {
            return Assumptions.abort("no virtual threads here");
        }
    }

    /** Waits until the thread waits, be it for another thread or for its socket. */
    Caller awaitWaiting() {
        await().until(() -> outcome.isDone() || isWaiting());
        assertThat(outcome).isNotDone();
        return this;
    }

    private boolean isWaiting() {
        Thread.State state = thread.getState();
        StackTraceElement[] stack = thread.getStackTrace();
        // a platform thread that waits in a call of the system's counts as runnable
        return state == Thread.State.WAITING
                || state == Thread.State.TIMED_WAITING
                || (stack.length > 0
                        && stack[0].isNativeMethod()
                        && stack[0].getClassName().startsWith("sun.nio.ch."));
    }

    void interrupt() {
        thread.interrupt();
    }

    /** How the call ended; waits for the end. */
    Outcome outcome() {
        return outcome.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits for the end, which must be a good one. */
    void succeeds() {
        assertThat(outcome().thrown()).isNull();
    }
}
