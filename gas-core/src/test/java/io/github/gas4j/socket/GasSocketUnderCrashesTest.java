// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** GoAutoSocket's own scenarios, and its promise to many threads. */
@Timeout(180)
class GasSocketUnderCrashesTest {
    private static final int CLIENTS = 10;
    private static final int CRASHES = 10;
    private static final int WRITERS = 64;

    private CrashingServer server;

    @BeforeEach
    void start() throws IOException {
        server = CrashingServer.up(2015);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Something that is done again and again. */
    private interface Step {
        void with(GasSocket client) throws IOException;
    }

    private void assertAllEndWithTheRetryLimit(Step step) throws IOException {
        List<GasSocket> clients = new ArrayList<>();
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            GasSocket client =
                    GasSocket.connect(server.server().host(), server.server().port());
            client.setMaxRetries(10);
            client.setRetryInterval(Duration.ofMillis(10));
            clients.add(client);
            callers.add(Caller.of(() -> {
                while (true) {
                    step.with(client);
                }
            }));
        }

        server.crash(CRASHES, 200, 150);
        server.goDown();

        for (Caller caller : callers) {
            assertThat(caller.outcome().thrown())
                    .isInstanceOf(MaxRetriesExceededException.class)
                    .hasMessageContaining("after 10 attempts")
                    .hasMessageContaining("Connection refused");
        }
        for (GasSocket client : clients) {
            client.close();
        }
    }

    @Test
    void tenWritersReconnectUntilTheServerStaysDown() throws IOException {
        byte[] hello = new byte[512];

        assertAllEndWithTheRetryLimit(client -> client.getOutputStream().write(hello));

        server.close();
        assertThat(server.received()).hasSizeGreaterThan(CLIENTS);
    }

    @Test
    void tenReadersReconnectUntilTheServerStaysDown() throws IOException {
        assertAllEndWithTheRetryLimit(
                client -> assertThat(client.getInputStream().read()).isEqualTo('!'));

        server.close();
        assertThat(server.received()).hasSizeGreaterThan(CLIENTS);
    }

    @Test
    void everyUnitOfManyThreadsIsWhole() throws IOException {
        AtomicBoolean enough = new AtomicBoolean();
        try (GasSocket client =
                GasSocket.connect(server.server().host(), server.server().port())) {
            client.setMaxRetries(-1);
            client.setReceiveBufferSize(8_192);
            client.setSendBufferSize(8_192);
            List<Caller> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int id = i;
                writers.add(Caller.of(() -> {
                    for (int unit = 0; !enough.get(); unit++) {
                        client.getOutputStream().write(Unit.bytes(id, unit));
                    }
                }));
            }

            server.crash(CRASHES, 100, 50);
            long before = server.count();
            await().until(() -> server.count() > before + WRITERS * Unit.MOST_BYTES);
            enough.set(true);

            writers.forEach(Caller::succeeds);
        }
        server.close();
        assertThat(server.received()).hasSizeGreaterThan(CRASHES / 2).allSatisfy(Unit::requireWhole);
        assertThat(server.received().stream().mapToLong(Unit::count).sum()).isGreaterThan(WRITERS);
    }

    /** What a thread writes in one call: its length, whose it is, which it is, and bytes that follow from that. */
    private static final class Unit {
        private static final int HEADER = 12;
        private static final int MOST_BYTES = 40_000;

        private static int length(int writer, int number) {
            return HEADER + (writer * 7_919 + number * 104_729) % (MOST_BYTES - HEADER);
        }

        static byte[] bytes(int writer, int number) {
            ByteBuffer unit = ByteBuffer.allocate(length(writer, number));
            unit.putInt(unit.capacity()).putInt(writer).putInt(number);
            while (unit.hasRemaining()) {
                unit.put((byte) (writer + number));
            }
            return unit.array();
        }

        /** Only the last unit of a connection may be cut off. */
        static void requireWhole(byte[] connection) {
            ByteBuffer bytes = ByteBuffer.wrap(connection);
            while (bytes.remaining() >= HEADER) {
                int start = bytes.position();
                int length = bytes.getInt();
                int writer = bytes.getInt();
                int number = bytes.getInt();
                assertThat(writer).isBetween(0, WRITERS - 1);
                assertThat(length).isEqualTo(length(writer, number));
                byte[] expected = bytes(writer, number);
                int there = Math.min(length, connection.length - start);
                assertThat(ByteBuffer.wrap(connection, start, there)).isEqualTo(ByteBuffer.wrap(expected, 0, there));
                bytes.position(start + there);
            }
        }

        static long count(byte[] connection) {
            ByteBuffer bytes = ByteBuffer.wrap(connection);
            long count = 0;
            while (bytes.remaining() >= HEADER && bytes.remaining() >= bytes.getInt(bytes.position())) {
                bytes.position(bytes.position() + bytes.getInt(bytes.position()));
                count++;
            }
            return count;
        }
    }
}
