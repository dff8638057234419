// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.gas4j.core.fixtures.Peer;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EndsTest {
    @Test
    void aResetIsAnEndByThePeerWhetherReadingOrWritingFindsIt() throws IOException {
        try (Peer peer = new Peer();
                SocketChannel read = connect(peer);
                SocketChannel written = connect(peer)) {
            Throwable found = catchThrowable(() -> read.read(ByteBuffer.allocate(1)));
            Throwable broken = catchThrowable(() -> {
                for (int i = 0; i < 1_000; i++) {
                    written.write(ByteBuffer.allocate(1 << 16));
                }
            });

            assertThat(Ends.isByPeer(found)).as("%s", found).isTrue();
            assertThat(Ends.isByPeer(broken)).as("%s", broken).isTrue();
        }
    }

    /** Returns a connection that the peer has reset. */
    private static SocketChannel connect(Peer peer) throws IOException {
        SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port()));
        peer.accept().reset();
        return channel;
    }

    static Stream<Throwable> others() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new SocketTimeoutException("the collector took no byte for longer than writeTimeout"),
                new IOException("Connection timed out"),
                new IOException("No route to host"),
                new IOException((String) null),
                new IllegalStateException("Connection reset"),
                new OutOfMemoryError("Connection reset"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void refusedConnectsTimeoutsAndDefectsAreNot(Throwable cause) {
        assertThat(Ends.isByPeer(cause)).isFalse();
    }

    @Test
    void theEndOfTheStreamIs() {
        assertThat(Ends.isByPeer(new EOFException())).isTrue();
    }
}
