// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static io.github.gas4j.core.DropReason.BUFFER_FULL;
import static io.github.gas4j.core.DropReason.RETRIES_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the sender drops events: after retries, by age, to make room; stepped without a thread. */
class SenderExpiryTest {
    private final Peer peer = new Peer(4_096);
    private SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private void rigWith(UnaryOperator<GasConfigBuilder> options) throws IOException {
        rig.close();
        rig = new SenderRig(peer, options);
    }

    /** Lets one attempt fail. */
    private void fail() {
        long failures = rig.counters.failedAttempts();
        rig.resolves = false;
        rig.advance(Duration.ofSeconds(20));
        rig.until(() -> rig.counters.failedAttempts() == failures + 1);
        rig.step();
    }

    @Test
    void withoutRetriesTheFirstFailureDropsWhatWaits() throws IOException {
        rigWith(options -> options.option("maxRetries", "0"));
        rig.offer("one", "two");

        fail();
        rig.offer("three");
        rig.step();

        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(2);
        assertThat(Bytes.frames(rig.buffer())).containsExactly("three\n");
        rig.assertAccounts();
    }

    @Test
    void anEventIsGivenUpAfterItsFirstFailureAndTwoRetries() throws IOException {
        rigWith(options -> options.option("maxRetries", "2"));
        rig.offer("before the first failure");
        fail();
        rig.offer("before the second");
        fail();
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isZero();

        fail();
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(1);
        assertThat(Bytes.frames(rig.buffer())).containsExactly("before the second\n");

        fail();
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(2);
        rig.assertAccounts();
    }

    @Test
    void withMinusOneNoEventIsGivenUp() throws IOException {
        rigWith(options -> options.option("maxRetries", "-1"));
        rig.offer("event");

        for (int i = 0; i < 300; i++) {
            fail();
        }

        assertThat(rig.dropped()).isZero();
        assertThat(Bytes.frames(rig.buffer())).hasSize(1);
    }

    @Test
    void givingUpIsReportedWithCountAndBytes() throws IOException {
        rigWith(options -> options.option("maxRetries", "0"));
        rig.offer("12345");
        fail();
        rig.advance(Duration.ofSeconds(1));
        rig.step();

        assertThat(rig.heard.drops).singleElement().satisfies(report -> {
            assertThat(report.reason()).isEqualTo(RETRIES_EXHAUSTED);
            assertThat(report.count()).isEqualTo(1);
            assertThat(report.bytes()).isEqualTo(6);
            assertThat(report.mayHaveArrived()).isZero();
        });
    }

    @Test
    void anEventThatWasWrittenBeforeIsReportedAsPerhapsArrived() throws IOException {
        rigWith(options -> options.option("maxRetries", "0"));
        Peer.Link link = rig.connect(peer);
        rig.offer("written");
        rig.untilWritten(1);
        link.reset();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(1));
        rig.resolves = false;

        rig.step();

        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(1);
        assertThat(rig.heard.drops)
                .singleElement()
                .satisfies(report -> assertThat(report.mayHaveArrived()).isEqualTo(1));
    }

    @Test
    void newEventsOutliveAnEndlessOutageAndArriveAfterIt() throws IOException {
        rigWith(options -> options.option("maxRetries", "2"));
        for (int i = 0; i < 10; i++) {
            rig.offer("event " + i);
            fail();
        }
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(8);
        rig.resolves = true;
        rig.advance(Duration.ofSeconds(20));

        Peer.Link link = rig.connect(peer);
        rig.untilWritten(2);

        assertThat(link.readLine() + link.readLine()).isEqualTo("event 8\nevent 9\n");
        rig.assertAccounts();
    }

    @Test
    void anEventOlderThanTheDeliveryTimeoutIsDroppedWhileDisconnected() throws IOException {
        rigWith(options -> options.option("deliveryTimeout", "64s").option("maxRetries", "-1"));
        rig.resolves = false;
        rig.offer("old");
        rig.until(BACKING_OFF);
        rig.step();
        rig.advance(Duration.ofSeconds(30));
        rig.offer("new");
        rig.step();

        rig.advance(Duration.ofSeconds(33));
        rig.step();
        assertThat(rig.dropped()).isZero();

        rig.advance(Duration.ofSeconds(1));
        rig.step();
        rig.step();
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(1);
        assertThat(Bytes.frames(rig.buffer())).containsExactly("new\n");

        rig.advance(Duration.ofSeconds(30));
        rig.step();
        rig.step();
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(2);
        rig.assertAccounts();
    }

    @Test
    void theDeliveryTimeoutDropsNoEventThatIsOnItsWay() throws IOException {
        rigWith(options -> options.option("deliveryTimeout", "5s")
                .option("bufferSize", "4MiB")
                .option("sendBufferSize", "4KiB")
                .option("writeTimeout", "1m"));
        Peer.Link link = rig.connect(peer);
        int events = rig.fill(1_000);
        rig.untilBlocked();
        rig.advance(Duration.ofSeconds(6));

        StringBuilder received = new StringBuilder();
        rig.until(() -> {
            received.append(link.readAvailable());
            return received.length() == (events - rig.dropped(RETRIES_EXHAUSTED)) * 1_001;
        });

        List<String> lines = received.toString().lines().toList();
        assertThat(lines).hasSizeBetween(1, events / 2);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).isEqualTo(Bytes.event(i, 1_000));
        }
        rig.assertAccounts();
    }

    @Test
    void droppingTheOldestKeepsARingBelowSevenEighthsWhileBackingOff() throws IOException {
        rigWith(options -> options.option("overflow", "DROP_OLDEST"));
        rig.resolves = false;
        rig.until(BACKING_OFF);

        for (int i = 0; i < 1_000; i++) {
            rig.offer(Bytes.event(i, 500));
            rig.step();
            assertThat(rig.buffer().usedBytes()).isLessThanOrEqualTo((1 << 16) / 8 * 7 + 504);
        }

        List<String> kept = Bytes.frames(rig.buffer());
        assertThat(kept).hasSizeBetween(97, 114).last().isEqualTo(Bytes.event(999, 500) + "\n");
        assertThat(kept).first().isEqualTo(Bytes.event(1_000 - kept.size(), 500) + "\n");
        assertThat(rig.dropped(BUFFER_FULL)).isEqualTo(1_000 - kept.size());
        rig.assertAccounts();
    }

    @Test
    void droppingTheOldestEndsAtAnEventThatIsStillBeingCopied() throws IOException {
        rigWith(options -> options.option("overflow", "DROP_OLDEST"));
        rig.resolves = false;
        rig.offer("first");
        rig.buffer().claim(10);
        rig.fill(500);

        rig.until(BACKING_OFF);
        rig.step();

        assertThat(rig.dropped(BUFFER_FULL)).isEqualTo(1);
        assertThat(rig.buffer().frameBytes(rig.buffer().released())).isEqualTo(-1);
    }

    @Test
    void droppingTheOldestWhileConnectedDropsWhatWasWrittenTooAndKeepsWhatIsOnItsWay() throws IOException {
        rigWith(options -> options.option("overflow", "DROP_OLDEST")
                .option("bufferSize", "2MiB")
                .option("sendBufferSize", "4KiB")
                .option("replayWindow", "1MiB"));
        Peer.Link link = rig.connect(peer);
        StringBuilder received = new StringBuilder();
        for (int i = 0; i < 200; i++) { // these are written and kept
            rig.offer(Bytes.event(i, 1_000));
            rig.untilWritten(i + 1);
            received.append(link.read(1_001));
        }
        rig.fill(1_000);
        rig.untilBlocked();
        int more = 0;
        for (int i = 0; i < 3_000; i++) {
            more += rig.offer(Bytes.event(i, 1_000)) ? 0 : 1;
            rig.step();
        }
        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
        assertThat(more).as("events that found no room").isZero();

        rig.until(() -> {
            received.append(link.readAvailable());
            return rig.counters.snapshot().appended() == rig.counters.snapshot().sent()
                    && received.length() == rig.counters.snapshot().written() * 1_001;
        });

        assertThat(received.toString().lines()).allMatch(line -> line.length() == 1_000 && line.startsWith("event-"));
        assertThat(rig.counters.snapshot().written())
                .as("what was written and then evicted was dropped, but may have arrived")
                .isGreaterThan(rig.counters.snapshot().offered() - rig.dropped(BUFFER_FULL));
        rig.until(() -> {
            rig.advance(Duration.ofMillis(100));
            return rig.heard.drops.stream().anyMatch(report -> report.mayHaveArrived() > 0);
        });
        rig.assertAccounts();
    }
}
