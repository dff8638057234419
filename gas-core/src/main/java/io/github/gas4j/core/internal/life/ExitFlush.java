// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.life;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.sender.Requests;
import io.github.gas4j.core.internal.sender.SelectorNews;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Flushes a client at JVM exit without closing it, because the application's own shutdown hooks run at the same time and
 * may still log. It stays until nothing has been offered for half a second, or only for a moment if the application was
 * idle, and at most for {@code shutdownTimeout}. What it could not send goes to {@code deadLetterFile}, if there is one. It
 * prints how many events that are, because a framework that has been stopped reports nothing.
 *
 * <p>Thread-safe: immutable except the latch, and the runtime guards its own list of hooks.
 */
final class ExitFlush {
    /** Time without an event after which the other hooks count as done. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Time without an event before the exit after which the application counts as idle. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Replaces {@code QUIET_NANOS} if the application is idle. Shorter than what {@link SelectorNews#letJvmExit} saves. */
    private static final long IDLE_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long it waits for the sender to keep what is not sent. */
    private static final long SAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The calls of a client that the flush needs. */
    record Flushed(
            Supplier<GasStats> stats, Predicate<Duration> flush, Requests requests, Supplier<ClientOptions> options) {}

    private final String clientName;
    private final Flushed client;
    private final Intake intake;
    private final SelectorNews news;
    private final Thread hook;
    private final CountDownLatch done = new CountDownLatch(1);

    private ExitFlush(String clientName, Flushed client, Intake intake, SelectorNews news) {
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
     * @throws GasConfigException if the JVM is already exiting, because it would not wait for the flush
     */
    static ExitFlush register(String clientName, Flushed client, Intake intake, SelectorNews news) {
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

    /** Removes the flush, so that the runtime does not keep the client alive. Does nothing if the JVM is exiting. */
    void unregister() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // the hook runs or has run
        }
    }

    /** Waits until the flush is over or the time is. Returns at once while the JVM is not exiting, or if interrupted. */
    void await(long nanos) {
        if (isJvmExiting()) {
            try {
                boolean ignored = done.await(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns whether the JVM is exiting: only then it refuses to remove a hook, even one that it does not have. */
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
            client.requests().jvmExits();
            before = client.stats().get();
            stay(before.offered());
            saveUnsent();
        } finally {
            news.letJvmExit();
            done.countDown();
        }
        GasStats after = client.stats().get();
        long left = after.bufferedEvents() + after.droppedShutdown() - before.droppedShutdown();
        tell(left, after, "");
        tell(after.droppedDeadLetter() - before.droppedDeadLetter(), after, "; kept in deadLetterFile");
    }

    private void tell(long events, GasStats stats, String whatBecame) {
        if (events > 0) {
            System.err.println("GAS '" + clientName + "': " + events + (events == 1 ? " event" : " events")
                    + " could not be sent to " + stats.destination() + " before the JVM exits (" + reason(stats) + ")"
                    + whatBecame);
        }
    }

    private static String reason(GasStats stats) {
        if (stats.state() == ConnectionState.CONNECTED) {
            return "the collector takes less than is logged";
        }
        return stats.lastError().isEmpty() ? "the first connection attempt has not ended" : stats.lastError();
    }

    /** Waits a moment until what is not sent is kept, if it can be. */
    private void saveUnsent() {
        if (client.stats().get().bufferedEvents() == 0
                || client.options().get().drop().deadLetters() == null) {
            return;
        }
        client.requests().saveUnsent();
        long began = System.nanoTime();
        while (client.stats().get().bufferedEvents() > 0 && System.nanoTime() - began < SAVE_NANOS) {
            LockSupport.parkNanos(this, LOOK_EVERY_NANOS);
        }
    }

    /** Flushes repeatedly until nothing has been offered for the quiet time. */
    private void stay(long offeredBefore) {
        long began = System.nanoTime();
        long timeout = client.options().get().lifeCycle().shutdownTimeout().toNanos();
        long offered = offeredBefore;
        long quietAt = offered == 0 ? 0 : intake.hasBufferedWithin(IDLE_NANOS, began) ? QUIET_NANOS : IDLE_QUIET_NANOS;
        long elapsed = 0;
        while (elapsed < timeout && !Thread.currentThread().isInterrupted()) {
            boolean flushed = client.flush().test(Duration.ofNanos(timeout - elapsed));
            GasStats now = client.stats().get();
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
