// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A receiver that a command starts in a directory, and that ends with the test. Confined to one thread. */
final class Tool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int END_MILLIS = 500;

    private final Path directory;
    private final Process process;

    private Tool(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts a command of the shell, and returns when the port is listened to. */
    static Tool start(String command, Path directory, int port) throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "exec " + command)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
        Tool tool = new Tool(directory, process);
        await(command).atMost(PATIENCE).pollDelay(Duration.ZERO).until(() -> tool.listensOn(port));
        return tool;
    }

    /** Returns whether this machine has a program. */
    static boolean isThere(String program) {
        try {
            Process asked = new ProcessBuilder("sh", "-c", "command -v " + program)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return asked.waitFor() == 0;
        } catch (IOException noShell) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns a port that is free, below those that the kernel gives to clients. */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket probe = new ServerSocket(port)) {
                return probe.getLocalPort();
            } catch (IOException ignored) {
                // taken: try another
            }
        }
    }

    /** Sends text of ASCII over a connection of its own; returns whether the receiver ends it before we do. */
    static boolean isEndedAfter(String text, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(END_MILLIS);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    private boolean listensOn(int port) throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(directory.resolve("errors")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Returns what a file in the directory holds. */
    byte[] stored(String file) {
        Path path = directory.resolve(file);
        try {
            return Files.exists(path) ? Files.readAllBytes(path) : new byte[0];
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
