// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.buffer.Records;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the sender goes on with other options, stepped without a thread. */
class SenderReconfigureTest {
    private final Peer peer = new Peer(4_096);
    private final Peer other = new Peer();
    private SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
        other.close();
    }

    private void reconfigure(Peer to, UnaryOperator<GasConfigBuilder> options) {
        rig.requests.reconfigure(SenderRig.config(to, options));
    }

    /** Steps until the second connection, and returns its other end. */
    private Peer.Link moveTo(Peer to) throws IOException {
        rig.until(() -> rig.counters.connections() == 2);
        return to.accept();
    }

    @Test
    void movesToAnotherDestinationInOrder() throws IOException {
        rig.close();
        rig = new SenderRig(peer, options -> options.footer(Bytes.of("bye")));
        Peer.Link first = rig.connect(peer);
        rig.offer("first");
        rig.untilWritten(1);

        reconfigure(other, options -> options);
        rig.offer("second");
        assertThat(first.readToEndAfter(rig::step)).isEqualTo("first\nbye\n");
        first.close();
        Peer.Link second = moveTo(other);
        rig.untilWritten(2);

        assertThat(second.read(7)).isEqualTo("second\n");
        assertThat(rig.counters.snapshot().replayed())
                .as("the first collector answered our end")
                .isZero();
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.heard.warnings).isEmpty();
        rig.assertAccounts();
    }

    @Test
    void writesAgainToTheNewDestinationWhatTheOldOneDidNotConfirm() throws IOException {
        rig.connect(peer);
        rig.offer("event");
        rig.untilWritten(1);
        reconfigure(other, options -> options);
        rig.step();
        rig.step();
        rig.advance(Duration.ofMillis(500));

        Peer.Link second = moveTo(other);
        rig.untilWritten(2);

        assertThat(second.readLine()).isEqualTo("event\n");
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void leavesACollectorThatIsBehindAtAFrameBoundary() throws IOException {
        rig.close();
        rig = new SenderRig(
                peer, options -> options.option("bufferSize", "4MiB").option("sendBufferSize", "4KiB"));
        Peer.Link first = rig.connect(peer);
        int events = rig.fill(1_000);
        rig.untilBlocked();

        reconfigure(other, options -> options.option("bufferSize", "4MiB"));
        String received = first.readToEndAfter(rig::step);
        first.close();
        Peer.Link second = moveTo(other);
        int before = received.length() / 1_001;
        StringBuilder rest = new StringBuilder();
        rig.until(() -> {
            rest.append(second.readAvailable());
            return rest.length() >= (events - before) * 1_001;
        });

        assertThat(received.length() % 1_001).isZero();
        assertThat(before).isBetween(1, events / 2);
        assertThat(rest.toString()).startsWith(Bytes.event(before, 1_000)).hasSize((events - before) * 1_001);
        assertThat(rig.counters.snapshot().replayed()).isZero();
        rig.assertAccounts();
    }

    @Test
    void keepsAConnectionThatSuitsTheNewOptions() throws IOException {
        Peer.Link link = rig.connect(peer);

        reconfigure(peer, options -> options.option("maxRetries", "1").option("overflow", "DROP_OLDEST"));
        rig.step();
        rig.offer("event");
        rig.untilWritten(1);

        assertThat(link.readLine()).isEqualTo("event\n");
        assertThat(rig.counters.connections()).isEqualTo(1);
    }

    @Test
    void treatsLaterEventsByTheNewOptions() throws IOException {
        rig.offer("an\nold one");
        reconfigure(peer, options -> options.option("escapeNewlines", "false").option("maxEventSize", "10"));
        rig.step();
        rig.offer("a\nnew one", "a large one");

        Peer.Link link = rig.connect(peer);
        rig.untilWritten(2);

        assertThat(link.read(22)).isEqualTo("an\\nold one\na\nnew one\n");
        assertThat(rig.dropped(DropReason.TOO_LARGE)).isEqualTo(1);
    }

    @Test
    void connectsToTheNewDestinationInsteadOfTheOneThatDoesNotAnswer() throws IOException {
        rig.resolves = false;
        rig.offer("event");
        rig.until(BACKING_OFF);
        rig.resolves = true;

        reconfigure(other, options -> options);
        rig.step();
        rig.advance(Duration.ofSeconds(10));
        rig.connect(other);
        rig.untilWritten(1);

        assertThat(rig.heard.news).singleElement().asString().startsWith("connected to " + other.named());
    }

    @Test
    void theLastOfSeveralConfigurationsCounts() throws IOException {
        reconfigure(peer, options -> options.option("maxRetries", "1"));
        reconfigure(other, options -> options);

        rig.connect(other);

        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
    }

    @Test
    void movesToALargerBufferAndKeepsWhatIsBuffered() throws IOException {
        rig.resolves = false;
        rig.until(BACKING_OFF);
        int events = rig.fill(1_000);
        List<String> before = Bytes.frames(rig.buffer());

        reconfigure(peer, options -> options.option("bufferSize", "1MiB"));
        rig.step();

        assertThat(rig.buffer().capacity()).isEqualTo(1 << 20);
        assertThat(Bytes.frames(rig.buffer())).isEqualTo(before).hasSize(events);
        assertThat(rig.offer("more")).isTrue();
        rig.until(BACKING_OFF);
        rig.resolves = true;
        rig.advance(Duration.ofSeconds(10));
        Peer.Link link = rig.connect(peer);
        StringBuilder received = new StringBuilder();
        rig.until(() -> {
            received.append(link.readAvailable());
            return received.toString().endsWith("more\n");
        });
        assertThat(received.toString()).isEqualTo(String.join("", before) + "more\n");
        rig.assertAccounts();
    }

    @Test
    void movesToASmallerBufferOnceWhatIsBufferedFits() throws IOException {
        rig.close();
        rig = new SenderRig(
                peer, options -> options.option("bufferSize", "1MiB").option("delivery", "NONE"));
        rig.resolves = false;
        rig.until(BACKING_OFF);
        int events = rig.fill(1_000);

        reconfigure(peer, options -> options.option("delivery", "NONE"));
        rig.step();
        assertThat(rig.buffer().capacity()).isEqualTo(1 << 20);
        assertThat(Bytes.frames(rig.buffer())).hasSize(events);

        rig.until(BACKING_OFF);
        rig.resolves = true;
        rig.advance(Duration.ofSeconds(10));
        Peer.Link link = rig.connect(peer);
        StringBuilder received = new StringBuilder();
        rig.until(() -> {
            received.append(link.readAvailable());
            return received.length() == events * 1_001;
        });
        rig.until(() -> rig.buffer().capacity() == 1 << 16);
        rig.offer("after");
        rig.untilWritten(events + 1);
        assertThat(link.readLine()).isEqualTo("after\n");
        rig.assertAccounts();
    }

    @Test
    void movesToASmallerBufferInTheMiddleOfAWrite() throws IOException {
        UnaryOperator<GasConfigBuilder> small = options -> options.option("bufferSize", "400000")
                .option("sendBufferSize", "4KiB")
                .option("replayWindow", "100000");
        rig.close();
        rig = new SenderRig(peer, options -> small.apply(options).option("bufferSize", "1MiB"));
        Peer.Link link = rig.connect(peer);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            rig.offer(Bytes.event(i, 1_000));
            expected.append(Bytes.event(i, 1_000)).append('\n');
        }
        rig.untilBlocked();

        reconfigure(peer, small);
        rig.step();
        assertThat(rig.buffer().capacity()).isEqualTo(400_000);

        StringBuilder received = new StringBuilder();
        rig.until(() -> {
            received.append(link.readAvailable());
            return received.length() >= expected.length();
        });
        assertThat(received).hasToString(expected.toString());
        assertThat(rig.counters.connections()).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void waitsForAnEventThatIsStillBeingCopied() {
        long record = rig.buffer().claim(2);
        reconfigure(peer, options -> options.option("bufferSize", "1MiB"));
        rig.step();
        long memory = directMemory();
        for (int i = 0; i < 10; i++) {
            rig.step();
        }
        assertThat(rig.buffer().capacity()).isEqualTo(1 << 16);
        assertThat(directMemory()).as("no memory is taken in vain").isLessThanOrEqualTo(memory);
        assertThat(rig.offer("event")).as("the ring is open again").isTrue();

        rig.buffer().put(record + Records.HEADER_BYTES, Bytes.of("1\n"), 0, 2);
        rig.buffer().records().commit(record, 2);
        rig.step();

        assertThat(rig.buffer().capacity()).isEqualTo(1 << 20);
        assertThat(Bytes.frames(rig.buffer())).containsExactly("1\n", "event\n");
    }

    @Test
    void keepsItsBufferIfThereIsTooLittleMemoryForAnother() {
        reconfigure(peer, options -> options.option("bufferSize", "1GiB"));
        rig.step();
        rig.step();

        assertThat(rig.buffer().capacity()).isEqualTo(1 << 16);
        assertThat(rig.heard.warnings)
                .singleElement()
                .asString()
                .startsWith("option bufferSize: '1GiB'")
                .endsWith("; the client goes on as it was configured before");
        assertThat(rig.offer("event")).isTrue();
    }

    @Test
    void countsEventsThatAreOfferedAfterCloseAndResize() {
        rig.offer("one");
        reconfigure(peer, options -> options.option("bufferSize", "1MiB"));
        rig.intake.close();
        rig.step();

        assertThat(rig.buffer().capacity()).isEqualTo(1 << 20);
        assertThat(rig.offer("late")).isFalse();

        assertThat(rig.dropped(DropReason.SHUTDOWN)).isEqualTo(1);
        rig.assertAccounts();
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }
}
