// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.LimitedCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A collector that closes the connection on each event above its limit; stepped without a thread. */
class RejectedEventTest {
    private static final int LIMIT = 200;
    private static final int SMALL = 100;
    private static final int LARGE = 1_000;
    private static final Duration TICK = Duration.ofMillis(5);
    private static final Duration SECONDS = Duration.ofSeconds(10);

    private final LimitedCollector collector = new LimitedCollector(LIMIT);
    private final List<String> innocent = new ArrayList<>();
    private SenderRig rig = rig();
    private int events;

    private SenderRig rig(String... options) {
        GasConfigBuilder builder = GasConfig.builder()
                .option("destination", collector.destination())
                .option("bufferSize", "64KiB");
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        SenderRig made = new SenderRig(builder.build());
        made.randomness = new Random(1)::nextDouble;
        return made;
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        collector.close();
    }

    private void use(String... options) throws IOException {
        rig.close();
        rig = rig(options);
    }

    private void offer(int size) {
        String event = Bytes.event(events, size);
        rig.offer(event);
        events++;
        if (size <= LIMIT) {
            innocent.add(event);
        }
    }

    private void offer(int count, int size) {
        for (int i = 0; i < count; i++) {
            offer(size);
        }
    }

    private void run(Duration time) {
        rig.run(time, TICK, collector::serve);
    }

    private void assertOnlyTheLargeOnesAreMissing() {
        assertThat(collector.lines()).containsExactlyInAnyOrderElementsOf(innocent);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(events - innocent.size());
        assertThat(rig.dropped()).isEqualTo(events - innocent.size());
        rig.assertAccounts();
    }

    @ParameterizedTest
    @CsvSource({
        "REPLAY, 0, 30", "REPLAY, 20, 30", "REPLAY, 30, 0",
        "CONFIRMED, 0, 30", "CONFIRMED, 20, 30", "CONFIRMED, 30, 0",
    })
    void isDroppedAloneWhereverItIs(String delivery, int before, int behind) throws IOException {
        use("delivery", delivery);
        offer(before, SMALL);
        offer(LARGE);
        offer(behind, SMALL);

        run(SECONDS);

        assertOnlyTheLargeOnesAreMissing();
        assertThat(rig.heard.warnings)
                .filteredOn(line -> line.contains("does not accept an event of 1001 bytes"))
                .hasSize(1);
        assertThat(ConfirmRig.isDowngraded(rig)).isFalse();
    }

    @Test
    void severalOnesAreFoundOneAfterTheOther() {
        offer(10, SMALL);
        offer(2, LARGE);
        offer(5, SMALL);
        offer(LARGE);

        run(SECONDS);

        assertOnlyTheLargeOnesAreMissing();
    }

    @Test
    void afterThreeOthersOfTheirSizeCostNothing() {
        for (int i = 0; i < 3; i++) {
            offer(5, SMALL);
            offer(LARGE);
        }
        offer(5, SMALL);
        run(SECONDS);
        assertOnlyTheLargeOnesAreMissing();
        long connections = rig.counters.connections();

        for (int i = 0; i < 20; i++) {
            offer(SMALL);
            offer(LARGE);
            run(Duration.ofMillis(100));
        }

        assertOnlyTheLargeOnesAreMissing();
        assertThat(rig.counters.connections()).isEqualTo(connections);
        assertThat(rig.heard.warnings)
                .filteredOn(line -> line.contains("does not accept"))
                .hasSize(3);
    }

    @Test
    void aHigherLimitIsNoticed() {
        for (int i = 0; i < 4; i++) {
            offer(5, SMALL);
            offer(LARGE);
        }
        offer(5, SMALL);
        run(SECONDS);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(4);
        collector.limit(2 * LARGE);

        for (int i = 0; i < 20; i++) {
            run(SECONDS);
            offer(LARGE);
        }
        run(SECONDS);

        long dropped = rig.dropped(DropReason.REJECTED) - 4;
        assertThat(dropped).as("until one was tried, and taken for good").isBetween(5L, 12L);
        assertThat(collector.lines()).filteredOn(line -> line.length() == LARGE).hasSize(20 - (int) dropped);
        rig.assertAccounts();
    }

    @Test
    void costsNoRetry() throws IOException {
        use("maxRetries", "4");
        offer(20, SMALL);
        offer(LARGE);
        offer(20, SMALL);

        run(SECONDS);

        assertOnlyTheLargeOnesAreMissing();
        assertThat(rig.counters.failedAttempts()).isEqualTo(3);
    }

    @Test
    void aCollectorThatClosesOnEveryEventConvictsNone() {
        collector.closesOnAll(true);
        offer(30, SMALL);
        offer(LIMIT);
        run(Duration.ofMinutes(1));
        assertThat(rig.dropped()).isZero();

        collector.closesOnAll(false);
        run(SECONDS.multipliedBy(2));

        assertOnlyTheLargeOnesAreMissing();
        assertThat(collector.lines()).hasSize(31);
    }

    @Test
    void anEventThatIsAloneHoldsNothingUpAndStays() {
        offer(LARGE);
        run(SECONDS);
        assertThat(rig.dropped()).isZero();

        offer(5, SMALL);
        run(SECONDS.multipliedBy(2));

        assertOnlyTheLargeOnesAreMissing();
    }

    @Test
    void isLeftOutAtStopOnceItIsKnown() {
        offer(20, SMALL);
        offer(LARGE);
        offer(20, SMALL);
        run(Duration.ofMillis(100));

        rig.requests.close(rig.now + SECONDS.toNanos());
        run(SECONDS.multipliedBy(2));
        rig.untilFinished();

        assertThat(collector.lines()).containsExactlyInAnyOrderElementsOf(innocent);
        assertThat(rig.dropped()).isEqualTo(1);
        assertThat(rig.dropped(DropReason.SHUTDOWN) + rig.dropped(DropReason.REJECTED))
                .isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void doesNotKeepTheBufferFromEvictingTheOldest() throws IOException {
        use("overflow", "DROP_OLDEST");
        offer(20, SMALL);
        offer(LARGE);
        rig.run(Duration.ofSeconds(20), TICK, () -> {
            collector.serve();
            rig.offer("more " + rig.now);
        });

        assertThat(rig.dropped(DropReason.REJECTED)).isLessThanOrEqualTo(1);
        assertThat(collector.lines()).anyMatch(line -> line.startsWith("more"));
        rig.assertAccounts();
    }

    /** With this order a trial is decided by the suspect's eighth connection. */
    private static final double SUSPECT_LAST = 0.9;

    private long connectionsThatBeginWith(String event) {
        return collector.streams().stream()
                .filter(stream -> stream.startsWith(event.substring(0, 50)))
                .count();
    }

    @Test
    void anotherEventIsNotConvictedInPlaceOfOneThatWasEvicted() throws IOException {
        use("overflow", "DROP_OLDEST");
        rig.randomness = () -> SUSPECT_LAST;
        offer(20, SMALL);
        String large = Bytes.event(events, LARGE);
        offer(LARGE);
        offer(20, SMALL);
        long[] written = {-1};
        boolean[] evicted = {false};
        rig.run(SECONDS.multipliedBy(2), TICK, () -> {
            if (evicted[0] || connectionsThatBeginWith(large) < 7) {
                collector.serve();
                return;
            }
            long now = rig.counters.snapshot().written();
            written[0] = written[0] < 0 ? now : written[0];
            if (now > written[0]) { // the suspect has been written for the eighth time
                offer(560, SMALL);
                evicted[0] = true;
            }
        });

        assertThat(evicted[0]).isTrue();
        assertThat(rig.dropped(DropReason.BUFFER_FULL)).isPositive();
        assertThat(rig.dropped(DropReason.REJECTED)).isZero();
        rig.assertAccounts();
    }

    @Test
    void oneThatHasExpiredIsNotLeftOutAtStop() throws IOException {
        use("maxRetries", "5");
        rig.randomness = () -> SUSPECT_LAST;
        offer(20, SMALL);
        String large = Bytes.event(events, LARGE);
        offer(LARGE);
        offer(20, SMALL);
        rig.run(Duration.ofMinutes(5), TICK, () -> {
            if (connectionsThatBeginWith(large) < 6) {
                collector.serve();
            } else {
                collector.refuse();
            }
        });
        assertThat(rig.dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(41);

        rig.requests.close(rig.now + SECONDS.toNanos());
        rig.untilFinished();

        assertThat(rig.dropped()).isEqualTo(41);
        rig.assertAccounts();
    }

    @Test
    void aSizeThatIsKnownIsNotWrittenBehindDroppedEvents() {
        offer(3, LARGE);
        String fourth = Bytes.event(events, LARGE);
        offer(LARGE);
        offer(20, SMALL);

        run(SECONDS.multipliedBy(3));

        assertOnlyTheLargeOnesAreMissing();
        assertThat(connectionsThatBeginWith(fourth)).isZero();
    }

    @Test
    void manyOfThemMakeNoOtherExpire() throws IOException {
        use("maxRetries", "4", "replayWindow", "32KiB");
        for (int i = 0; i < 10; i++) {
            offer(5, SMALL);
            offer(LARGE - 50 * i); // smaller than the one before, so that its size is not known
        }
        offer(20, SMALL);

        run(Duration.ofMinutes(2));

        assertOnlyTheLargeOnesAreMissing();
    }
}
