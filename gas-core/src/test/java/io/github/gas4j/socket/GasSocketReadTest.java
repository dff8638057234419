// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.BlockingServer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GasSocketReadTest {
    private final AtomicLong clock = new AtomicLong();
    private BlockingServer server;
    private GasSocket client;
    private Socket first;

    @BeforeEach
    void connect() throws IOException {
        server = BlockingServer.up();
        client = new GasSocket(Socket::new, InetAddress::getAllByName, clock::get);
        client.connect(server.address());
        client.setRetryInterval(Duration.ofMillis(1));
        first = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private static void say(Socket to, String words) throws IOException {
        to.getOutputStream().write(words.getBytes(UTF_8));
    }

    private String hear(int count) throws IOException {
        return new String(client.getInputStream().readNBytes(count), UTF_8);
    }

    @Test
    void readingGoesOnAfterTheEndOfAConnection() throws IOException {
        InputStream in = client.getInputStream();
        say(first, "one");
        first.close();
        Caller reader =
                Caller.of(() -> assertThat(in.readNBytes(6)).asString(UTF_8).isEqualTo("onetwo"));

        Socket second = server.accept();
        say(second, "two");

        reader.succeeds();
        assertThat(client.getInputStream()).isSameAs(in);
    }

    @Test
    void readingGoesOnAfterAReset() throws IOException {
        Caller reader = Caller.of(
                        () -> assertThat(client.getInputStream().read()).isEqualTo('x'))
                .awaitWaiting();

        BlockingServer.reset(first);
        say(server.accept(), "x");

        reader.succeeds();
    }

    @Test
    void reconnectGivesANewConnectionAndClosesTheOld() throws IOException {
        int firstPort = client.getLocalPort();
        Caller reader = Caller.of(() -> assertThat(hear(1)).isEqualTo("x"));

        first.shutdownOutput();
        Socket second = server.accept();
        say(second, "x");

        reader.succeeds();
        assertThat(first.getInputStream().read()).as("the old one was closed").isEqualTo(-1);
        assertThat(client.getLocalPort()).isNotEqualTo(firstPort).isEqualTo(second.getPort());
    }

    @Test
    void readerAndWriterShareTheNewConnection() throws IOException {
        Caller reader = Caller.of(() -> assertThat(hear(1)).isEqualTo("x")).awaitWaiting();
        BlockingServer.reset(first);

        Socket second = server.accept();
        client.getOutputStream().write('y');

        assertThat(BlockingServer.read(second, 1)).containsExactly('y');
        say(second, "x");
        reader.succeeds();
    }

    @Test
    void timeoutPassesThroughAndLeavesTheConnectionAlone() throws IOException {
        client.setSoTimeout(20);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        assertThat(client.toString()).contains("connected");

        client.setSoTimeout(0);
        say(first, "x");

        assertThat(hear(1)).isEqualTo("x");
    }

    @Test
    void givesUpAfterTheRetries() throws IOException {
        client.setMaxRetries(2);
        server.refuse();
        first.close();

        assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(MaxRetriesExceededException.class)
                .hasMessageContaining("after 2 attempts")
                .satisfies(thrown -> assertThat(thrown.getSuppressed()[0]).isInstanceOf(EOFException.class));
    }

    @Test
    void serverThatAcceptsAndClosesIsGivenUpToo() throws IOException {
        client.setMaxRetries(3);
        Caller reader = Caller.of(() -> client.getInputStream().read());

        first.close();
        for (int retry = 0; retry < 3; retry++) {
            server.accept().close();
        }

        assertThat(reader.outcome().thrown())
                .isInstanceOf(MaxRetriesExceededException.class)
                .hasCauseInstanceOf(EOFException.class);
    }

    @Test
    void connectionThatLivedLongGivesTheCallItsRetriesBack() throws IOException {
        client.setMaxRetries(1);
        Caller reader = Caller.of(() -> assertThat(hear(1)).isEqualTo("x"));
        first.close();
        Socket second = server.accept();
        awaitConnectedTo(second);

        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        second.close();
        say(server.accept(), "x");

        reader.succeeds();
    }

    @Test
    void connectionThatLivedShortlyDoesNot() throws IOException {
        client.setMaxRetries(1);
        Caller reader = Caller.of(() -> hear(1));
        first.close();
        Socket second = server.accept();
        awaitConnectedTo(second);

        clock.addAndGet(TimeUnit.SECONDS.toNanos(10) - 1);
        second.close();

        assertThat(reader.outcome().thrown()).isInstanceOf(MaxRetriesExceededException.class);
    }

    /** The time that a connection was made at is known once it is the client's. */
    private void awaitConnectedTo(Socket connection) {
        org.awaitility.Awaitility.await()
                .until(() -> client.getLocalPort() == connection.getPort()
                        && client.reconnector.live().get() != null);
    }

    @Test
    void endOfInputIsTheEndOnceTheOutputIsShutDown() throws IOException {
        client.getOutputStream().write('?');
        client.shutdownOutput();
        assertThat(BlockingServer.read(first, 1)).containsExactly('?');
        assertThat(first.getInputStream().read()).isEqualTo(-1);
        say(first, "!");
        first.close();

        assertThat(client.getInputStream().readAllBytes()).containsExactly('!');

        assertThat(client.isOutputShutdown()).isTrue();
        assertThatThrownBy(() -> client.getOutputStream()).hasMessageContaining("output is shutdown");
        assertThatThrownBy(client::shutdownOutput).hasMessageContaining("output is shutdown");
    }

    @Test
    void noConnectionFollowsOneWhoseOutputWasShutDown() throws IOException {
        var out = client.getOutputStream();
        client.shutdownOutput();
        BlockingServer.reset(first);

        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> client.getInputStream().read()).isExactlyInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> out.write(1)).hasMessageContaining("output is shutdown");
    }

    @Test
    void outputOfNoConnectionCannotBeShutDown() throws IOException {
        client.setMaxRetries(0);
        first.close();
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(MaxRetriesExceededException.class);

        assertThatThrownBy(client::shutdownOutput)
                .isExactlyInstanceOf(SocketException.class)
                .hasMessageContaining("no connection now");

        assertThat(client.isOutputShutdown()).isFalse();
    }

    @Test
    void inputThatWasShutDownEndsOnEveryConnection() throws IOException {
        InputStream in = client.getInputStream();
        client.shutdownInput();
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.available()).isZero();
        BlockingServer.reset(first);
        client.getOutputStream().write('x');
        while (client.getLocalPort() == first.getPort()) {
            client.getOutputStream().write('x'); // the first one may have come before the reset
        }

        assertThat(BlockingServer.read(server.accept(), 1)).containsExactly('x');

        assertThat(in.read()).isEqualTo(-1);
        assertThat(client.reconnector.live().latest().isInputShutdown()).isTrue();
        assertThatThrownBy(client::getInputStream).hasMessageContaining("input is shutdown");
        assertThatThrownBy(client::shutdownInput).hasMessageContaining("input is shutdown");
    }

    @Test
    void availableBytesAreThoseOfTheConnection() throws IOException {
        InputStream in = client.getInputStream();
        say(first, "four");
        assertThat(in.read()).isEqualTo('f');
        assertThat(in.available()).isEqualTo(3);
        assertThat(in.readNBytes(3)).asString(UTF_8).isEqualTo("our");

        client.setMaxRetries(0);
        first.close();
        assertThatThrownBy(in::read).isInstanceOf(MaxRetriesExceededException.class);

        assertThat(in.available()).isZero();
        assertThat(in.read(new byte[5], 5, 0)).as("nothing needs no connection").isZero();
    }

    @Test
    void nothingIsAvailableOfAConnectionThatEndsMeanwhile() throws IOException {
        try (GasSocket hooked = hookedAt(HookedSocket.Moment.ASKED_WHAT_IS_AVAILABLE)) {
            assertThat(hooked.getInputStream().available()).isZero();
        }
    }

    @Test
    void inputOfAConnectionThatEndsMeanwhileIsShutDownOnTheNext() throws IOException {
        try (GasSocket hooked = hookedAt(HookedSocket.Moment.INPUT_TO_BE_SHUT)) {
            InputStream in = hooked.getInputStream();

            hooked.shutdownInput();

            assertThat(in.read()).isEqualTo(-1);
            assertThat(hooked.reconnector.live().latest().isInputShutdown()).isFalse();
            hooked.getOutputStream().write('x');
            assertThat(hooked.reconnector.live().latest().isInputShutdown()).isTrue();
        }
    }

    /** A socket that at the first such moment loses its connection by another call. */
    private GasSocket hookedAt(HookedSocket.Moment chosen) throws IOException {
        CompletableFuture<LiveConnection> live = new CompletableFuture<>();
        AtomicBoolean isFirst = new AtomicBoolean(true);
        HookedSocket.Hook lose = moment -> {
            if (moment == chosen && isFirst.compareAndSet(true, false)) {
                SocketConnection now = live.join().get();
                assertThat(now != null && live.join().discard(now)).isTrue();
            }
        };
        GasSocket hooked = new GasSocket(() -> new HookedSocket(lose), InetAddress::getAllByName, clock::get);
        live.complete(hooked.reconnector.live());
        hooked.setRetryInterval(Duration.ofMillis(1));
        hooked.connect(server.address());
        return hooked;
    }
}
