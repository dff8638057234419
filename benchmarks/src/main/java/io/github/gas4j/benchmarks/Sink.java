// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.child.Facts;
import io.github.gas4j.benchmarks.child.SinkMain;
import io.github.gas4j.testkit.Pki;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sink's process, and the keys with which it speaks TLS. Confined to one thread. */
final class Sink implements Collector, AutoCloseable {
    private static final long TIMEOUT_SECONDS = 30;

    private final Path directory = Files.createTempDirectory("benchmarks");
    private final Pki authority = new Pki(directory, "authority");
    private final Child child;
    private final Facts ports;

    private Sink() throws IOException {
        Path keyStore = authority.issue("sink", "127.0.0.1").keyStore();
        child = Child.start(
                SinkMain.class,
                List.of(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-Djavax.net.ssl.keyStore=" + keyStore,
                        "-Djavax.net.ssl.keyStorePassword=" + Pki.PASSWORD));
        ports = child.ask("listen", TIMEOUT_SECONDS);
    }

    /** Starts a sink that listens. */
    static Sink start() throws IOException {
        return new Sink();
    }

    /** With TLS a contestant trusts the sink by them, too. */
    @Override
    public List<String> jvmOptions(boolean tls) {
        return tls
                ? List.of(
                        "-Dbench.port=" + ports.number("tlsPort"),
                        "-Djavax.net.ssl.trustStore=" + authority.trustStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + Pki.PASSWORD)
                : List.of("-Dbench.port=" + ports.number("port"));
    }

    /** Listens again, on the same port; does nothing if it listens. */
    void listen() throws IOException, InterruptedException {
        child.ask("listen", TIMEOUT_SECONDS);
    }

    /** Closes every connection and listens no more. */
    void shut() throws IOException, InterruptedException {
        child.ask("shut", TIMEOUT_SECONDS);
    }

    /** Reads no more until {@link #cut}, as a collector that hangs. */
    void hang() throws IOException, InterruptedException {
        child.ask("hang", TIMEOUT_SECONDS);
    }

    /** Resets every connection on which something has come, as the kernel does for a collector that is killed, and listens on. */
    void cut() throws IOException, InterruptedException {
        child.ask("cut", TIMEOUT_SECONDS);
    }

    @Override
    public void reset(boolean stamped) throws IOException, InterruptedException {
        child.ask("reset stamped=" + stamped, TIMEOUT_SECONDS);
    }

    @Override
    public Facts count() throws IOException, InterruptedException {
        return child.ask("count", TIMEOUT_SECONDS);
    }

    @Override
    public void close() throws IOException {
        child.close();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
