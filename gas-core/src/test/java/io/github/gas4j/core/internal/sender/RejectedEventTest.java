// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A collector that closes the connection on each event above its limit; stepped without a thread. */
class RejectedEventTest extends RejectionTests {
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
}
