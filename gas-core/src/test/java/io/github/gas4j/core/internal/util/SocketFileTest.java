// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.gas4j.core.fixtures.LocalPeer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What this system says when there is no connection to a Unix domain socket, in words that help. */
@EnabledOnOs(OS.LINUX)
class SocketFileTest {
    private Path file;

    @BeforeEach
    void choose(@TempDir Path directory) {
        file = directory.resolve("socket");
    }

    /** Returns why a connection that never waits cannot be made. */
    private String cause() {
        return SocketFile.cause(Objects.requireNonNull(catchThrowable(this::connect)), file);
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            assertThat(channel.connect(UnixDomainSocketAddress.of(file))).isTrue();
            return channel;
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
    }

    private static void assertAdvised(String cause) {
        assertThat(SocketFile.advice("unix:/a: " + cause + "; b:1: Connection refused"))
                .isNotNull();
    }

    @Test
    void aFileThatIsMissing() {
        assertThat(cause()).isEqualTo("the file of the socket does not exist");
        assertAdvised(cause());
    }

    @Test
    void aFileThatIsNoSocket() throws IOException {
        Files.createFile(file);
        assertThat(cause()).isEqualTo("the file is not a socket");
        assertAdvised(cause());
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(cause()).isEqualTo("the file is not a socket");
    }

    @Test
    void aSocketOnWhichNothingListens() throws IOException {
        new LocalPeer(file).refuse();
        assertThat(cause()).isEqualTo("nothing listens on the socket: connection refused");
        assertAdvised(cause());
    }

    @Test
    void aSocketThatTheUserMayNotUse() throws IOException {
        try (LocalPeer peer = new LocalPeer(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
            assumeFalse("root".equals(System.getProperty("user.name")), "root may use " + peer.destination());
            assertThat(cause()).isEqualTo("this process may not connect to the socket: permission denied");
        }
    }

    @Test
    void aSocketWhoseCollectorAcceptsNothing() throws IOException {
        try (LocalPeer hung = new LocalPeer(file, 1);
                SocketChannel first = connect();
                SocketChannel second = connect()) {
            assertThat(cause())
                    .as("%s with %s and %s", hung.destination(), first, second)
                    .isEqualTo("the collector accepts no connections, and the socket's queue of them is full");
            assertAdvised(cause());
        }
    }

    @Test
    void whatOnlyWordsTell() {
        assertThat(SocketFile.cause(new IOException("Permission denied"), file)).contains("permission denied");
        assertThat(SocketFile.cause(new IOException("Protocol wrong type for socket"), file))
                .isEqualTo("it is a datagram socket, and GAS needs a stream socket");
        assertThat(SocketFile.cause(new IOException("something else"), Path.of(".")))
                .isEqualTo("something else");
        assertThat(SocketFile.cause(new IOException("Datei oder Verzeichnis nicht gefunden"), file))
                .as("in another language")
                .isEqualTo("the file of the socket does not exist");
        assertThat(SocketFile.advice("Connection refused")).isNull();
        assertAdvised(SocketFile.cause(new IOException("Permission denied"), file));
        assertAdvised(SocketFile.cause(new IOException("Protocol wrong type for socket"), file));
    }
}
