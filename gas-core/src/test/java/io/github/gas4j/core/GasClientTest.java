// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static io.github.gas4j.core.ConnectionState.CLOSED;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RecordingListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client and its threads against a real socket: taking events, sending them, counting them. */
class GasClientTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Peer peer = new Peer();
    private final RecordingListener heard = new RecordingListener();
    private final List<Thread> made = new ArrayList<>();
    private GasClient client = client(options -> options);

    @AfterEach
    void close() throws IOException {
        client.close(Duration.ZERO);
        peer.close();
    }

    private GasClient client(UnaryOperator<GasConfigBuilder> options) {
        GasConfigBuilder builder = GasConfig.builder()
                .option("destination", peer.destination())
                .option("bufferSize", "64KiB")
                .option("shutdownHook", "false");
        return new GasClient("unit", options.apply(builder).build(), heard, task -> {
            Thread thread = new Thread(task);
            made.add(thread);
            return thread;
        });
    }

    private boolean offer(String event) {
        byte[] bytes = Bytes.of(event);
        return client.offer(bytes, 0, bytes.length);
    }

    private void awaitWritten(long events) {
        Await.until(events + " written", () -> client.stats().written() >= events);
    }

    private void assertAccounts() {
        GasStats stats = client.stats();
        assertThat(stats.offered())
                .as("%s", stats)
                .isEqualTo(stats.released() + stats.dropped() + stats.bufferedEvents() + stats.unconfirmedEvents());
    }

    @Test
    void deliversWhatWasOfferedBeforeAndAfterItsStart() throws IOException {
        assertThat(offer("before")).isTrue();
        client.start();
        Peer.Link link = peer.accept();
        assertThat(offer("after")).isTrue();

        assertThat(link.readLine() + link.readLine()).isEqualTo("before\nafter\n");
        awaitWritten(2);
        assertThat(client.stats().unconfirmedEvents()).isEqualTo(2);
        assertAccounts();
    }

    @Test
    void aSecondStartDoesNothing() {
        client = client(options -> options.option("destination", "localhost:" + peer.port()));
        client.start();
        client.start();

        Await.until("connected", () -> client.stats().state() == CONNECTED);
        assertThat(made).extracting(Thread::getName).containsExactly("gas-unit", "gas-unit-resolver");
    }

    @Test
    void anAddressNeedsNoLookup() {
        client.start();

        Await.until("connected", () -> client.stats().state() == CONNECTED);
        assertThat(made).extracting(Thread::getName).containsExactly("gas-unit");
    }

    @Test
    void itsThreadsAreDaemonsWithoutAClassLoader() {
        client = client(options -> options.option("destination", "localhost:" + peer.port()));
        client.start();
        Await.until("connected", () -> client.stats().state() == CONNECTED);

        assertThat(made).hasSize(2).allMatch(Thread::isDaemon);
        assertThat(made).allMatch(thread -> thread.getContextClassLoader() == null);
    }

    @Test
    void takesTheRemainingBytesOfABuffer() throws IOException {
        client.start();
        ByteBuffer onHeap = ByteBuffer.wrap(Bytes.of("--on heap--"), 1, 10)
                .slice()
                .position(1)
                .limit(8);
        ByteBuffer direct = ByteBuffer.allocateDirect(32)
                .put(Bytes.of("--direct--"))
                .flip()
                .position(2)
                .limit(8);
        ByteBuffer readOnly = ByteBuffer.wrap(Bytes.of("read-only")).asReadOnlyBuffer();

        assertThat(client.offer(onHeap)).isTrue();
        assertThat(client.offer(direct)).isTrue();
        assertThat(client.offer(readOnly)).isTrue();

        Peer.Link link = peer.accept();
        assertThat(link.readLine() + link.readLine() + link.readLine()).isEqualTo("on heap\ndirect\nread-only\n");
        assertThat(List.of(onHeap, direct, readOnly)).noneMatch(ByteBuffer::hasRemaining);
    }

    @Test
    void refusesARangeThatIsNotWithinTheArray() {
        assertThatThrownBy(() -> client.offer(new byte[4], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> client.offer(new byte[4], -1, 3)).isInstanceOf(IndexOutOfBoundsException.class);

        assertThat(client.stats().offered()).isZero();
        assertThat(offer("next")).isTrue();
    }

    @Test
    void countsBytesAndEventsInTheBuffer() {
        offer("1234567");
        offer("");

        GasStats stats = client.stats();

        assertThat(stats.bufferedEvents()).isEqualTo(2);
        assertThat(stats.bufferedBytes()).isEqualTo(12 + 8);
        assertThat(stats.bufferCapacityBytes()).isEqualTo(1 << 16);
        assertThat(stats.state()).isEqualTo(ConnectionState.NEW);
        assertThat(stats.destination()).isEqualTo(peer.destination());
        assertThat(stats.lastError()).isEmpty();
        assertAccounts();
    }

    @Test
    void dropsTheNewestWhenFull() {
        while (offer(Bytes.event(1, 1_000))) {
            assertThat(client.stats().dropped()).isZero();
        }

        assertThat(client.stats().droppedBufferFull()).isEqualTo(1);
        assertThat(client.stats().bufferedBytes()).isGreaterThan((1 << 16) - 1_008);
        assertAccounts();
    }

    @Test
    void dropsWhatIsTooLargeAndCountsIt() {
        client = client(options -> options.option("maxEventSize", "100"));

        assertThat(offer("x".repeat(101))).isFalse();

        assertThat(client.stats().droppedTooLarge()).isEqualTo(1);
        assertAccounts();
    }

    @Test
    void countsTheAdaptersDrops() {
        client.countDrop(DropReason.ENCODING_FAILED);

        assertThat(client.stats().droppedEncodingFailed()).isEqualTo(1);
        assertThat(client.stats().offered()).isEqualTo(1);
        assertAccounts();
    }

    @Test
    void leavesItToTheCallerToCountWhatItRefuses() {
        client = client(options -> options.option("maxEventSize", "1000"));
        byte[] event = new byte[1_000];

        assertThat(client.tryOffer(new byte[1_001], 0, 1_001)).isEqualTo(DropReason.TOO_LARGE);
        assertThat(client.tryOffer(event, 0, event.length)).isNull();
        while (client.tryOffer(event, 0, event.length) == null) {
            assertThat(client.stats().bufferedBytes()).isLessThanOrEqualTo(1 << 16);
        }
        long buffered = client.stats().bufferedEvents();

        assertThat(client.stats().offered()).isEqualTo(buffered);
        client.countDrop(DropReason.FALLBACK, event.length);
        assertThat(client.stats().droppedFallback()).isEqualTo(1);
        assertThat(client.stats().offered()).isEqualTo(buffered + 1);
        client.close(Duration.ZERO);
        assertThat(client.tryOffer(event, 0, event.length)).isEqualTo(DropReason.SHUTDOWN);
        assertThat(client.stats().offered()).isEqualTo(buffered + 1);
        assertAccounts();
    }

    @Test
    void shedsBySeverityWhileFullerThanTheThreshold() {
        client = client(options -> options.option("shedLevel", "INFO").option("shedThreshold", "50"));
        assertThat(client.admits(Severity.TRACE.number())).isTrue();
        while (client.stats().bufferedBytes() <= 1 << 15) {
            offer(Bytes.event(1, 1_000));
        }

        assertThat(client.admits(Severity.DEBUG.number())).isFalse();
        assertThat(client.admits(Severity.INFO.number())).isFalse();
        assertThat(client.admits(Severity.INFO.number() + 1)).isTrue();
        assertThat(client.admits(Severity.ERROR.number())).isTrue();
        assertThat(client.stats().droppedShed()).isEqualTo(2);
        assertAccounts();
    }

    @Test
    void shedsNothingUnlessAskedTo() {
        while (offer("x".repeat(1_000))) {
            assertThat(client.admits(Integer.MIN_VALUE + 1)).isTrue();
        }

        assertThat(client.admits(Severity.TRACE.number())).isTrue();
        assertThat(client.stats().droppedShed()).isZero();
    }

    @Test
    void tellsItsListenerOfStatesAndDrops() throws IOException {
        client = client(options -> options.option("maxEventSize", "1"));
        client.start();
        peer.accept();
        Await.until("connected", () -> client.stats().state() == CONNECTED);

        offer("too large");

        Await.until("report", () -> heard.dropped(DropReason.TOO_LARGE) == 1);
        Await.until("line", () -> !heard.warnings.isEmpty());
        assertThat(heard.warnings)
                .containsExactly("sending to " + peer.destination() + ": events were dropped: 1 as TOO_LARGE");
        client.close(LONG.dividedBy(20));
        assertThat(heard.states).last().isEqualTo(CLOSED);
    }

    @Test
    void outlivesAListenerThatThrows() throws IOException {
        GasListener throwing = new GasListener() {
            @Override
            public void stateChanged(ConnectionState from, ConnectionState to) {
                throw new StackOverflowError("thrown on purpose");
            }

            @Override
            public void dropped(DropReport report) {
                throw new IllegalStateException("thrown on purpose");
            }

            @Override
            public void warned(String message) {
                throw new IllegalStateException("thrown on purpose");
            }
        };
        GasConfig config = GasConfig.builder()
                .option("destination", peer.destination())
                .option("bufferSize", "64KiB")
                .option("maxEventSize", "5")
                .build();
        client = new GasClient("unit", config, throwing, Thread::new);
        client.start();
        Peer.Link link = peer.accept();
        offer("too large");
        offer("event");

        assertThat(link.readLine()).isEqualTo("event\n");
    }
}
