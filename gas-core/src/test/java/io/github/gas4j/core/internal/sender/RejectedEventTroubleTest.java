// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.fixtures.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What else may happen while an event is looked for that the collector never accepts; stepped without a thread. */
class RejectedEventTroubleTest extends RejectionTests {
    /** Offers events, one of them large, and returns that one. */
    private String offerAroundALargeOne() {
        rig.randomness = () -> SUSPECT_LAST;
        offer(20, SMALL);
        String large = Bytes.event(events, LARGE);
        offer(LARGE);
        offer(20, SMALL);
        return large;
    }

    @Test
    void anotherEventIsNotConvictedInPlaceOfOneThatWasEvicted() throws IOException {
        use("overflow", "DROP_OLDEST");
        String large = offerAroundALargeOne();
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
        String large = offerAroundALargeOne();
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

    @Test
    void endsDuringRotationsAreNotHeldAgainstTheCollector() throws IOException {
        use("delivery", "CONFIRMED", "confirmInterval", "50ms");
        collector.takesOne(true);
        collector.limit(LARGE);
        offerAroundALargeOne();
        rig.randomness = new Random(1)::nextDouble;
        while (rig.counters.failedAttempts() < 3) { // connections that have ended during a rotation
            run(TICK);
        }
        collector.takesOne(false);
        collector.limit(LIMIT);

        run(SECONDS.multipliedBy(2));

        assertThat(ConfirmRig.isDowngraded(rig)).isFalse();
        assertOnlyTheLargeOnesAreMissing();
    }

    @Test
    void withoutReplayOneThatIsCutIsFoundToo() throws IOException {
        int huge = 3 << 20;
        use("delivery", "NONE", "bufferSize", "16MiB", "maxEventSize", "4MiB");
        offer(20, SMALL);
        offer(huge);
        offer(20, SMALL);

        run(SECONDS);

        assertOnlyTheLargeOnesAreMissing();
    }

    @Test
    void aClientThatDrainsFindsTheEventAndEnds() {
        rig.randomness = () -> SUSPECT_LAST;
        offer(20, SMALL);
        String large = Bytes.event(events, LARGE);
        offer(LARGE);
        offer(20, SMALL);
        AtomicBoolean retired = new AtomicBoolean();

        rig.run(Duration.ofMinutes(1), TICK, () -> {
            if (connectionsThatBeginWith(large) >= 2 && !retired.getAndSet(true)) {
                rig.requests.retire(rig.now);
            }
            collector.serve();
        });

        assertThat(retired).isTrue();
        assertThat(rig.sender.isFinished()).isTrue();
        assertOnlyTheLargeOnesAreMissing();
    }
}
