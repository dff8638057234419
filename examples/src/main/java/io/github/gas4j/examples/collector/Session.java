// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import io.github.gas4j.testkit.RestartableServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A run of the collector, from its first connection to its last line. One thread waits for the end, another one goes down,
 * comes up and tells the figures; {@link #close} may be called by any, and takes the second one to its end first.
 */
final class Session implements AutoCloseable {
    private static final Duration DOWN_FOR = Duration.ofSeconds(2);
    private static final long PATIENCE_SECONDS = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final CollectorOptions options;
    private final Console console;
    private final Events events;
    private final RestartableServer server;
    private final CountDownLatch end = new CountDownLatch(1);
    private final ScheduledExecutorService clock;
    private final long start = System.nanoTime();
    private volatile boolean failed;
    private long counted;
    private long countedAt = start;
    private boolean closed;

    /** Begins to listen; fails if it cannot. */
    Session(CollectorOptions options, InetSocketAddress address, OutputStream out, Console console) throws IOException {
        this.options = options;
        this.console = console;
        events = new Events(options.count ? null : out, options.exitAfter, end::countDown);
        OwnCertificate certificate = options.tls ? OwnCertificate.in(options.tlsFiles, options.host) : null;
        server = RestartableServer.at(address, new Reception(options, certificate, events, console));
        clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "clock");
            thread.setDaemon(true);
            return thread;
        });
        if (certificate != null) {
            certificate.explain(console);
        }
        console.say("listening on %s; Ctrl-C ends it", Console.text(address));
    }

    /** Returns the exit status, at the end. */
    int run() throws InterruptedException {
        if (options.count) {
            Future<?> unused = clock.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.SECONDS);
        }
        if (options.rebootEvery != null) {
            later(options.rebootEvery, this::goDown);
        }
        boolean inTime = true;
        if (options.limit == null) {
            end.await();
        } else {
            inTime = end.await(options.limit.toMillis(), TimeUnit.MILLISECONDS);
        }
        close();
        if (!inTime && options.exitAfter != null) {
            console.say("these are fewer than the %,d that --exit-after asks for", options.exitAfter);
            return 1;
        }
        return failed ? 1 : 0;
    }

    private interface Step {
        void take() throws IOException, InterruptedException;
    }

    private void later(Duration pause, Step step) {
        Future<?> unused = clock.schedule(
                () -> {
                    try {
                        step.take();
                    } catch (IOException | RuntimeException lost) {
                        console.say("cannot listen again: %s", lost.getMessage());
                        failed = true;
                        end.countDown();
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                },
                pause.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void goDown() throws IOException, InterruptedException {
        Duration pause = Objects.requireNonNullElse(options.downFor, DOWN_FOR);
        int reset = server.goDown();
        console.say("down for %s, %s reset", text(pause), Console.text(reset, "connection"));
        later(pause, this::comeUp);
    }

    private void comeUp() throws IOException {
        server.comeUp();
        console.say("up again");
        later(Objects.requireNonNull(options.rebootEvery), this::goDown);
    }

    private static String text(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private void tell() {
        long now = System.nanoTime();
        long count = events.count();
        double perSecond = (count - counted) * NANOS_PER_SECOND / (now - countedAt);
        console.say(
                "%s, %,.0f/s, %s", Console.text(count, "event"), perSecond, Console.text(server.open(), "connection"));
        counted = count;
        countedAt = now;
    }

    /** Ends everything and says the last line; the second time there is nothing to do. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        events.end();
        try {
            clock.shutdownNow();
            clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
            server.close();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            console.say("%s", gone.getMessage());
        }
        console.say(
                "received %s (%s) over %s in %.1f s",
                Console.text(events.count(), "event"),
                Console.text(events.bytes(), "byte"),
                Console.text(server.connections(), "connection"),
                (System.nanoTime() - start) / NANOS_PER_SECOND);
    }
}
