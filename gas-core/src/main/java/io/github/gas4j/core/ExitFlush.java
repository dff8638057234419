// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.sender.SelectorNews;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Flushes a client at JVM exit without closing it, because the application's own shutdown hooks run at the same time and
 * may still log. It stays until nothing has been offered for half a second, or for a moment if nothing was buffered in
 * the second before the exit, within {@code shutdownTimeout}. It prints how many events it had to leave, because a
 * framework that is stopped passes nothing on.
 *
 * <p>Thread-safe: immutable but for the latch, and the runtime guards its own list of hooks.
 */
final class ExitFlush {
    /** No event for so long means that the other hooks are done, or do not log. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** An application that has buffered nothing for so long is idle. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** An idle application's hooks have so long for their first words; less than {@link SelectorNews#letJvmExit} saves. */
    private static final long IDLE_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final String clientName;
    private final GasClient client;
    private final Intake intake;
    private final SelectorNews news;
    private final Thread hook;
    private final CountDownLatch done = new CountDownLatch(1);

    private ExitFlush(String clientName, GasClient client, Intake intake, SelectorNews news) {
        this.clientName = clientName;
        this.client = client;
        this.intake = intake;
        this.news = news;
        hook = new Thread(null, this::run, "gas-" + clientName + "-exit", 0, false);
        hook.setContextClassLoader(null);
    }

    /**
     * Registers a flush.
     *
     * @throws GasConfigException if the JVM is already exiting: nothing would wait for what the client buffers
     */
    static ExitFlush register(String clientName, GasClient client, Intake intake, SelectorNews news) {
        ExitFlush flush = new ExitFlush(clientName, client, intake, news);
        try {
            Runtime.getRuntime().addShutdownHook(flush.hook);
        } catch (IllegalStateException exiting) {
            throw new GasConfigException(
                    List.of(
                            "option shutdownHook: 'true' comes too late, because the JVM is exiting and would not wait for"
                                    + " the client; valid: an earlier start, or false if the client is closed before the JVM ends"));
        }
        return flush;
    }

    /** Takes the flush back, so that the runtime does not keep the client alive. */
    void unregister() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // the JVM is exiting: the hook runs or has run
        }
    }

    /** Waits until the flush is over, at most so long. Returns at once while the JVM is not exiting, or if interrupted. */
    void await(long nanos) {
        if (isJvmExiting()) {
            try {
                boolean ignored = done.await(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Only an exiting JVM refuses to remove a hook, even one that it does not have. */
    private static boolean isJvmExiting() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException exiting) {
            return true;
        }
    }

    private void run() {
        GasStats before;
        try {
            before = client.stats();
            stay(before.offered());
        } finally {
            news.letJvmExit();
            done.countDown();
        }
        GasStats after = client.stats();
        long left = after.bufferedEvents() + after.droppedShutdown() - before.droppedShutdown();
        if (left > 0) {
            String why = after.state() == ConnectionState.CONNECTED
                    ? "the collector takes less than is logged"
                    : after.lastError();
            System.err.println("GAS '" + clientName + "': " + left + (left == 1 ? " event" : " events")
                    + " could not be sent to " + after.destination() + " before the JVM exits (" + why + ")");
        }
    }

    /** Flushes again and again until nothing is offered any more. */
    private void stay(long offeredBefore) {
        long began = System.nanoTime();
        long timeout = client.shutdownTimeout().toNanos();
        long offered = offeredBefore;
        long quietAt = offered == 0 ? 0 : intake.hasBufferedWithin(IDLE_NANOS, began) ? QUIET_NANOS : IDLE_QUIET_NANOS;
        long elapsed = 0;
        while (elapsed < timeout && !Thread.currentThread().isInterrupted()) {
            boolean flushed = client.flush(Duration.ofNanos(timeout - elapsed));
            GasStats now = client.stats();
            elapsed = System.nanoTime() - began;
            if (now.offered() != offered) {
                offered = now.offered();
                quietAt = elapsed + QUIET_NANOS;
            }
            boolean hopeless = !flushed && now.connections() == 0;
            boolean done = now.bufferedEvents() == 0 && elapsed >= quietAt;
            if (done || hopeless || now.state() == ConnectionState.CLOSED) {
                return;
            }
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
        }
    }
}
