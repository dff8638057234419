// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.socket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gas4j.socket.GasSocket;
import io.github.gas4j.socket.MaxRetriesExceededException;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A client writes to a server that crashes and reboots at random, and stays down in the end, until the client gives up.
 * Confined to one thread; the server has others.
 */
public final class RandomCrashes {
    private static final byte[] HELLO = "hello, world!\n".getBytes(UTF_8);
    private static final Executor THREADS = task -> new Thread(task, "crashes").start();

    private final Random random;
    private final int crashes;
    private final Duration longestPhase;
    private final Consumer<String> log;

    RandomCrashes(Random random, int crashes, Duration longestPhase, Consumer<String> log) {
        this.random = random;
        this.crashes = crashes;
        this.longestPhase = longestPhase;
        this.log = log;
    }

    /** Five crashes, each at most two seconds after the last reboot, as in GoAutoSocket's README. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        new RandomCrashes(new Random(), 5, Duration.ofSeconds(2), System.out::println).run();
    }

    /** Returns how many hellos were written before the client gave up. */
    long run() throws IOException, InterruptedException, ExecutionException {
        try (LineServer server = LineServer.up();
                GasSocket client = GasSocket.connect(server.host(), server.port())) {
            CompletableFuture<Void> end = CompletableFuture.runAsync(() -> crash(server), THREADS);
            long written = writeUntilItGivesUp(client);
            end.get();
            log.accept("server has received " + server.lines() + " of " + written + " hellos over "
                    + server.connections() + " connections");
            return written;
        }
    }

    private void crash(LineServer server) {
        try {
            for (int i = 0; i < crashes; i++) {
                log.accept("server up");
                Thread.sleep(random.nextLong(longestPhase.toMillis()));
                server.goDown();
                log.accept("server down");
                Thread.sleep(random.nextLong(longestPhase.toMillis()));
                server.comeUp();
            }
            server.goDown();
            log.accept("server down for good");
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private long writeUntilItGivesUp(GasSocket client) throws IOException, InterruptedException {
        long written = 0;
        try {
            while (true) {
                client.getOutputStream().write(HELLO);
                written++;
                Thread.sleep(1); // so that it is a conversation and not a flood
            }
        } catch (MaxRetriesExceededException gaveUp) {
            log.accept("client leaving, reached retry limit: " + gaveUp.getMessage());
            return written;
        }
    }
}
