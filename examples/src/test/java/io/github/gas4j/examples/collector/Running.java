// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.Reservation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A collector that runs in this process, on a port of its own. Thread-safe. */
final class Running implements AutoCloseable {
    static {
        // for everything that waits for a connection: what takes a moment takes seconds on a busy machine
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    private final Reservation reservation;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Runnable> atExit = new CompletableFuture<>();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    private Running(Reservation reservation, String... options) {
        this.reservation = reservation;
        List<String> arguments = new ArrayList<>(List.of("--port", Integer.toString(reservation.port())));
        arguments.addAll(List.of(options));
        Thread thread = new Thread(() -> run(arguments.toArray(new String[0])), "main of collector");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts one and returns when it listens. */
    static Running with(String... options) {
        return listening(new Running(Reservation.onLoopback(), options));
    }

    /** Starts another one on the same port, after this one has ended. */
    Running again(String... options) {
        return listening(new Running(reservation, options));
    }

    private static Running listening(Running running) {
        running.awaitSaid("listening on");
        running.atExit.join(); // without it, nothing would end the collector
        return running;
    }

    private void run(String... arguments) {
        try {
            status.complete(TryCollector.run(out, new PrintStream(err, true, UTF_8), atExit::complete, arguments));
        } catch (InterruptedException | RuntimeException | Error failed) {
            status.completeExceptionally(failed);
        }
    }

    int port() {
        return reservation.port();
    }

    String destination() {
        return reservation.destination();
    }

    /** Returns what it has printed. */
    byte[] bytes() {
        return out.toByteArray();
    }

    /** Returns the events that it has printed. */
    List<String> lines() {
        return out.toString(UTF_8).lines().toList();
    }

    /** Waits until it has printed these lines, and nothing else. */
    void awaitLines(String... lines) {
        await().until(this::lines, List.of(lines)::equals);
    }

    /** Returns what it has said beside the events. */
    String said() {
        return err.toString(UTF_8);
    }

    long timesSaid(String words) {
        return said().lines().filter(line -> line.contains(words)).count();
    }

    void awaitSaid(String words) {
        await().until(this::said, said -> said.contains(words));
    }

    /** Waits until it ends by itself, and returns its exit status. */
    int exitStatus() throws Exception {
        return status.get(30, TimeUnit.SECONDS);
    }

    /** Ends it as Ctrl-C does, if it has not ended before. */
    void end() {
        atExit.join().run();
        status.join();
    }

    @Override
    public void close() {
        end();
        reservation.close();
    }
}
