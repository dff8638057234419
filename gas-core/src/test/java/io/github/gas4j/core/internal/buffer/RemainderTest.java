// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the end counts of a buffer, also if it is too large for a walk. */
class RemainderTest {
    private static final int EVENTS = 10_000;
    private static final int FRAME = 8;
    private static final long RECORD = Records.recordBytes(FRAME);

    private final Counters counters = new Counters();
    private final FrameBuffer ring = DirectRing.allocate(EVENTS * RECORD, counters);
    private final Remainder remainder = new Remainder(ring);

    private void fill(int events) {
        for (int i = 0; i < events; i++) {
            long record = claim();
            ring.records().commit(record, FRAME);
        }
    }

    private long claim() {
        long record = ring.claim(FRAME);
        ring.records().counters.append();
        ring.records().begin(record, FRAME);
        return record;
    }

    private static long over() {
        return System.nanoTime();
    }

    private static long later() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    }

    @Test
    void isCountedByAWalkIfThereIsTime() {
        fill(EVENTS);
        remainder.begin(ring, 3 * RECORD);

        assertThat(remainder.walk(later(), false)).isTrue();

        assertThat(remainder.events(EVENTS)).isEqualTo(EVENTS);
        assertThat(remainder.bytes()).isEqualTo(EVENTS * (long) FRAME);
        assertThat(remainder.mayHaveArrived(EVENTS)).isEqualTo(3);
    }

    @Test
    void isToldByTheCountersIfThereIsNone() {
        fill(EVENTS);
        remainder.begin(ring, 3 * RECORD);

        assertThat(remainder.walk(over(), false)).isFalse();

        assertThat(remainder.events(EVENTS)).isEqualTo(EVENTS);
        assertThat(remainder.bytes()).isBetween(EVENTS * (long) FRAME, EVENTS * RECORD);
        assertThat(remainder.mayHaveArrived(EVENTS)).isEqualTo(3);
    }

    @Test
    void mayHaveArrivedAsFarAsTheWalkHasNotSeenIt() {
        fill(EVENTS);
        remainder.begin(ring, EVENTS * RECORD);

        remainder.walk(over(), false);

        assertThat(remainder.mayHaveArrived(EVENTS)).isEqualTo(EVENTS);
    }

    @Test
    void goesOnBehindARecordThatIsCommittedMeanwhile() {
        long open = claim();
        fill(1);
        remainder.begin(ring, 0);
        assertThat(remainder.walk(later(), false)).isFalse();

        ring.records().commit(open, FRAME);

        assertThat(remainder.walk(later(), false)).isTrue();
        assertThat(remainder.events(2)).isEqualTo(2);
        assertThat(remainder.bytes()).isEqualTo(2 * FRAME);
    }

    @Test
    void includesAnEventWhoseProducerHasNotCountedItYet() {
        fill(1);
        ring.claim(FRAME);
        remainder.begin(ring, 0);

        assertThat(remainder.walk(later(), true)).isFalse();

        assertThat(remainder.events(1)).isEqualTo(2);
    }
}
