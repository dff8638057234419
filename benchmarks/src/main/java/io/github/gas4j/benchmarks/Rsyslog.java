// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.child.Facts;
import io.github.gas4j.testkit.Threads;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real rsyslogd on a port of the loopback interface, as a plain process with a configuration of its own. It writes each
 * event to a file, a line for each. What is in the file has arrived; since all lines have the same length, the file's size
 * tells how many there are.
 *
 * <p>Thread-safe: the counts are guarded by {@code this}; a thread of its own looks at the file.
 */
final class Rsyslog implements Collector, Closeable {
    /** Of a line of the usual pattern and message. */
    private static final int LINE_BYTES = 183;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long PATIENCE_SECONDS = 10;

    private final Path directory = Files.createTempDirectory("rsyslog");
    private final Path journal = directory.resolve("journal");
    private final int port = freePort();
    private final Process process;
    private long size;
    private long firstRead;
    private long lastRead;

    private Rsyslog() throws IOException {
        Path configuration = directory.resolve("rsyslog.conf");
        Files.writeString(configuration, configuration());
        Files.createFile(journal);
        try {
            process = new ProcessBuilder(
                            System.getProperty("gas.rsyslogd", "rsyslogd"),
                            "-n",
                            "-f",
                            configuration.toString(),
                            "-i",
                            directory.resolve("pid").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("output").toFile())
                    .start();
        } catch (IOException none) {
            throw new IOException("no rsyslogd, as apt-get install rsyslog would bring it", none);
        }
    }

    private String configuration() {
        return """
                global(workDirectory="DIRECTORY" net.enableDNS="off")
                module(load="imtcp" maxSessions="500")
                template(name="asSent" type="string" string="%rawmsg%\\n")
                input(type="imtcp" address="127.0.0.1" port="PORT" supportOctetCountedFraming="off")
                action(type="omfile" file="DIRECTORY/journal" template="asSent")
                """.replace("DIRECTORY", directory.toString()).replace("PORT", Integer.toString(port));
    }

    /** Starts a daemon and waits until it listens. */
    static Rsyslog start() throws IOException {
        Rsyslog rsyslog = new Rsyslog();
        rsyslog.awaitPort();
        Threads.start(false, "journal", rsyslog::watch);
        return rsyslog;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(Files.readString(directory.resolve("output")), notYet);
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    private void watch() {
        while (process.isAlive()) {
            look();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private synchronized void look() {
        long now;
        try {
            now = Files.size(journal);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        if (now > size) {
            lastRead = System.nanoTime();
            if (size == 0) {
                firstRead = lastRead;
            }
            size = now;
        }
    }

    @Override
    public List<String> jvmOptions(boolean tls) {
        return List.of("-Dbench.port=" + port);
    }

    /** Empties the file, to which the daemon appends wherever it ends. */
    @Override
    public synchronized void reset(boolean stamped) throws IOException {
        if (stamped) {
            throw new IllegalArgumentException("rsyslogd reads no stamps");
        }
        try (FileChannel file = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            file.truncate(0);
        }
        size = 0;
        firstRead = 0;
        lastRead = 0;
    }

    @Override
    public synchronized Facts count() {
        return new Facts()
                .with("events", size / LINE_BYTES)
                .with("bytes", size)
                .with("nanos", lastRead - firstRead)
                .with(
                        "cpu",
                        process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L));
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
