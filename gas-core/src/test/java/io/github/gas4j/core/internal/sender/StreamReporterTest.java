// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the stream itself reports drops, stepped without a thread. */
class StreamReporterTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Peer peer = new Peer();
    private SenderRig rig = new SenderRig(peer);

    @BeforeEach
    void reportAsPlainText() {
        rig.heard.eventOf = Bytes::of;
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private void rigWith(UnaryOperator<GasConfigBuilder> options) throws IOException {
        rig.close();
        rig = new SenderRig(peer, options);
        reportAsPlainText();
    }

    /** Drops events that never come as far as the buffer. */
    private void drop(int events) {
        for (int i = 0; i < events; i++) {
            rig.intake.count(DropReason.RATE_LIMITED, 0);
        }
    }

    /** Lets seconds pass in each of which something may happen, with a few cycles in each. */
    private void pass(int seconds, Runnable inEach) {
        for (int second = 0; second < seconds; second++) {
            inEach.run();
            for (int i = 0; i < 5; i++) {
                rig.step();
                rig.advance(SECOND.dividedBy(5));
            }
        }
        rig.step();
    }

    private void pass(int seconds) {
        pass(seconds, () -> {});
    }

    /** Waits through an outage with as many events as the buffer holds and so many more. */
    private void outage(int more) {
        rig.resolves = false;
        rig.until(BACKING_OFF);
        rig.fill(1_000);
        for (int i = 0; i < more; i++) {
            rig.offer(Bytes.event(i, 1_000));
        }
        pass(60);
        rig.resolves = true;
        rig.advance(Duration.ofSeconds(20));
    }

    /** Returns what arrived of reports. */
    private static List<String> reports(Peer.Link link) {
        return Arrays.stream(link.readAvailable().split("\n"))
                .filter(line -> line.startsWith("dropped"))
                .toList();
    }

    private static long dropped(Map<String, Object> values) {
        return (Long) Objects.requireNonNull(values.get("gas.dropped.total"));
    }

    @Test
    void anOutageIsReportedOnceSoonAfterItsEnd() throws IOException {
        outage(7);
        Peer.Link link = rig.connect(peer);
        pass(6);

        assertThat(reports(link))
                .singleElement()
                .asString()
                .matches("dropped 7 events to collector:\\d+ between \\S+Z and \\S+Z: 7 as BUFFER_FULL");
        pass(300);
        assertThat(rig.heard.reports).hasSize(1);
        rig.assertAccounts();
        assertThat(rig.counters.snapshot().offered())
                .isEqualTo(rig.counters.snapshot().appended() + 7);
    }

    @Test
    void theValuesSayWhatTheWordsSay() throws IOException {
        rig.connect(peer);
        drop(2);
        rig.intake.count(DropReason.TOO_LARGE, 9);

        pass(6);

        assertThat(rig.heard.reported).singleElement().satisfies(values -> {
            assertThat(values.keySet())
                    .containsExactly(
                            "gas.destination",
                            "gas.dropped.total",
                            "gas.dropped.too_large",
                            "gas.dropped.rate_limited",
                            "gas.first",
                            "gas.last");
            assertThat(values.keySet())
                    .as("formats nest names")
                    .noneMatch(name -> values.keySet().stream().anyMatch(other -> other.startsWith(name + ".")));
            assertThat(values)
                    .containsEntry("gas.destination", peer.named())
                    .containsEntry("gas.dropped.total", 3L)
                    .containsEntry("gas.dropped.too_large", 1L)
                    .containsEntry("gas.dropped.rate_limited", 2L);
        });
        assertThat(rig.heard.drops)
                .extracting(report -> report.first().toString())
                .contains(String.valueOf(rig.heard.reported.get(0).get("gas.first")));
    }

    @Test
    void aStormIsReportedOnceAMinuteAndAtItsEnd() throws IOException {
        Peer.Link link = rig.connect(peer);

        pass(150, () -> drop(10));
        assertThat(reports(link)).hasSize(2);
        pass(60);

        assertThat(reports(link)).hasSize(1);
        assertThat(rig.heard.reported.stream()
                        .mapToLong(StreamReporterTest::dropped)
                        .sum())
                .as("each drop is in one report")
                .isEqualTo(1_500);
        rig.assertAccounts();
    }

    @Test
    void burstsOnOneConnectionAreReportedOnceAMinute() throws IOException {
        rig.connect(peer);
        int[] second = {0};

        pass(120, () -> drop(second[0]++ % 15 == 0 ? 1 : 0));

        assertThat(rig.heard.reports).hasSize(2);
    }

    @Test
    void aNewOutageIsReportedHoweverRecentTheLastReportIs() throws IOException {
        outage(1);
        rig.connect(peer);
        pass(6);

        peer.resetAll();
        rig.awaitNews();
        outage(2);
        rig.connect(peer);
        pass(6);

        assertThat(rig.heard.reported).extracting(StreamReporterTest::dropped).containsExactly(1L, 2L);
    }

    @Test
    void anIdleClientReportsWithoutAnotherEvent() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.sleep();
        boolean[] dropped = {false};

        rig.run(Duration.ofSeconds(10), Duration.ofMillis(100), () -> {
            if (!dropped[0]) {
                dropped[0] = true;
                drop(1);
            }
        });

        assertThat(reports(link)).hasSize(1);
    }

    @Test
    void aBufferThatIsMostlyFullTakesNoReport() throws IOException {
        rigWith(options -> options.option("overflow", "DROP_NEWEST")
                .option("delivery", "CONFIRMED")
                .option("confirmInterval", "1h"));
        rig.connect(peer);
        rig.offer(Bytes.event(0, 16_000));
        rig.offer(Bytes.event(1, 16_000));
        rig.offer(Bytes.event(2, 16_000));
        drop(1);

        pass(30);
        assertThat(rig.buffer().usedBytes()).isGreaterThan(48_000);
        assertThat(rig.heard.reports).isEmpty();
    }

    @Test
    void withoutAConnectionNothingIsReported() {
        rig.resolves = false;
        drop(1);

        pass(300);

        assertThat(rig.heard.reports).isEmpty();
    }

    @Test
    void aClosingClientReportsNothingInTheStream() throws IOException {
        rig.connect(peer);
        drop(1);
        rig.step();
        rig.advance(Duration.ofSeconds(30)); // now one is due

        rig.requests.close(rig.now + Duration.ofHours(1).toNanos());
        rig.step();

        assertThat(rig.heard.reports).isEmpty();
    }

    @Test
    void aReportThatIsTooLargeIsNeitherCountedNorRepeated() throws IOException {
        rigWith(options -> options.option("maxEventSize", "20"));
        rig.connect(peer);
        drop(1);

        pass(300);

        assertThat(rig.heard.reports).hasSize(1);
        assertThat(rig.dropped()).isEqualTo(1);
        assertThat(rig.counters.snapshot().offered()).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void aListenerThatThrowsCostsTheReportAndNothingElse() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.heard.eventOf = words -> {
            throw new OutOfMemoryError("played");
        };
        drop(1);

        pass(120);
        rig.offer("event");
        rig.untilWritten(1);

        assertThat(rig.heard.reports).hasSize(1);
        assertThat(rig.counters.connections()).isEqualTo(1);
        assertThat(rig.heard.defects).isEmpty();
        assertThat(link.readLine()).isEqualTo("event\n");
    }

    @Test
    void aLostReportIsNotReported() throws IOException {
        rigWith(options -> options.option("maxRetries", "0"));
        Peer.Link link = rig.connect(peer);
        drop(1);
        pass(6);
        assertThat(rig.heard.reports).hasSize(1);

        rig.resolves = false;
        link.reset();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(20));
        rig.until(() -> rig.dropped(DropReason.RETRIES_EXHAUSTED) == 1);
        rig.resolves = true;
        rig.advance(Duration.ofSeconds(20));
        rig.connect(peer);
        pass(300);
        assertThat(rig.heard.reports).hasSize(1);

        drop(1);
        pass(6);
        assertThat(rig.heard.reports).hasSize(2);
        rig.assertAccounts();
    }

    @Test
    void oneEventThatWasDroppedAfterADeliveredReportIsReported() throws IOException {
        rigWith(options -> options.option("maxRetries", "0").option("delivery", "NONE"));
        rig.connect(peer);
        drop(1);
        pass(6);

        peer.resetAll();
        rig.awaitNews();
        rig.resolves = false;
        rig.until(BACKING_OFF);
        rig.offer("given up");
        rig.advance(Duration.ofSeconds(20));
        rig.until(() -> rig.dropped(DropReason.RETRIES_EXHAUSTED) == 1);
        rig.resolves = true;
        rig.advance(Duration.ofSeconds(20));
        rig.connect(peer);
        pass(6);

        assertThat(rig.heard.reports).hasSize(2);
    }

    @Test
    void reportsAreSwitchedOffAndOnInARunningClient() throws IOException {
        rig.connect(peer);
        rig.requests.reconfigure(SenderRig.config(peer, options -> options.option("reportDrops", "false")));
        drop(1);
        pass(120);
        assertThat(rig.heard.reports).isEmpty();

        rig.requests.reconfigure(SenderRig.config(peer, options -> options));
        pass(120);
        assertThat(rig.heard.reports).as("of what was dropped meanwhile").isEmpty();
        drop(1);
        pass(6);

        assertThat(rig.heard.reports).hasSize(1);
    }
}
