// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Bytes;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameBufferTest {
    private final FrameBuffer ring = DirectRing.allocate(64, new Counters());

    @Test
    void takesOnlyMultiplesOfFourBytes() {
        assertThat(DirectRing.allocate(67, new Counters()).capacity()).isEqualTo(64);
        assertThat(Records.recordBytes(0)).isEqualTo(4);
        assertThat(Records.recordBytes(1)).isEqualTo(8);
        assertThat(Records.recordBytes(4)).isEqualTo(8);
        assertThat(Records.recordBytes(5)).isEqualTo(12);
    }

    @Test
    void holdsAFrameThatFillsItExactly() {
        long record = append(60);

        assertThat(record).isZero();
        assertThat(ring.usedBytes()).isEqualTo(64);
        assertThat(ring.claim(0)).isEqualTo(FrameBuffer.FULL);
    }

    @Test
    void refusesAFrameLargerThanItself() {
        assertThat(ring.claim(61)).isEqualTo(FrameBuffer.FULL);
        assertThat(ring.usedBytes()).isZero();
    }

    @Test
    void givesReleasedRoomToTheNextClaim() {
        append(28);
        append(28);
        assertThat(ring.claim(0)).isEqualTo(FrameBuffer.FULL);

        ring.release(32);

        assertThat(ring.claim(28)).isEqualTo(64);
        assertThat(ring.claim(0)).isEqualTo(FrameBuffer.FULL);
    }

    @Test
    void hidesAFrameUntilItIsCommitted() {
        long record = ring.claim(3);
        assertThat(ring.frameBytes(record)).isEqualTo(-1);
        assertThat(ring.next(record)).as("not known yet").isEqualTo(-1);
        ring.records().begin(record, 3);
        assertThat(ring.frameBytes(record)).isEqualTo(-1);
        assertThat(ring.next(record)).isEqualTo(record + 8);
        assertThat(ring.isCommitted()).isFalse();

        ring.records().commit(record, 3);

        assertThat(ring.frameBytes(record)).isEqualTo(3);
        assertThat(Records.eventsOf(ring.header(record))).isEqualTo(1);
        assertThat(ring.isCommitted()).isTrue();
    }

    @Test
    void anAbortedRecordBecomesPaddingAndIsNoEvent() {
        long record = ring.claim(30);
        ring.records().begin(record, 30);

        Aborted.abort(ring, record, 30, true);
        ring.records().padAborted();

        assertThat(ring.isCommitted()).isTrue();
        assertThat(ring.frameBytes(record)).isZero();
        assertThat(Records.eventsOf(ring.header(record))).isZero();
        assertThat(ring.next(record)).isEqualTo(36);
    }

    @Test
    void severalAbortedRecordsBecomePaddingEachWithItsOwnLength() {
        long first = ring.claim(30);
        long second = ring.claim(5);

        Aborted.abort(ring, second, 5, false);
        Aborted.abort(ring, first, 30, true);
        ring.records().padAborted();

        assertThat(ring.isCommitted()).isTrue();
        assertThat(ring.next(first)).isEqualTo(second);
        assertThat(ring.next(second)).isEqualTo(ring.tail());
    }

    @Test
    void aRecordThatIsAbortedWithoutALengthIsNoEvent() {
        long record = ring.claim(30);

        Aborted.abort(ring, record, 30, false);
        ring.records().padAborted();

        assertThat(ring.frameBytes(record)).isZero();
        assertThat(Records.eventsOf(ring.header(record))).isZero();
        assertThat(ring.next(record)).isEqualTo(36);
    }

    @Test
    void tellsAnEmptyFrameFromNone() {
        long record = append(0);

        assertThat(ring.frameBytes(record)).isZero();
        assertThat(Records.eventsOf(ring.header(record))).isEqualTo(1);
        assertThat(ring.next(ring.tail())).isEqualTo(-1);
        assertThat(ring.frameBytes(ring.tail())).isEqualTo(-1);
    }

    @Test
    void keepsItsPositionsWhileSealed() {
        append(5);
        ring.seal();
        ring.seal();

        assertThat(ring.claim(0)).isEqualTo(FrameBuffer.SEALED);
        assertThat(ring.tail()).isEqualTo(12);
        assertThat(ring.usedBytes()).isEqualTo(12);
        assertThat(ring.isCommitted()).isTrue();

        ring.unseal();
        assertThat(ring.claim(0)).isEqualTo(12);
    }

    @Test
    void commitsAClaimThatWasMadeBeforeTheSeal() {
        long record = ring.claim(2);
        ring.seal();

        ring.put(record + 4, Bytes.of("ok"), 0, 2);
        ring.records().commit(record, 2);

        assertThat(Bytes.frame(ring, record)).isEqualTo("ok");
    }

    @Test
    void releasesMoreThanItsBlockOfZerosAtOnce() {
        FrameBuffer large = DirectRing.allocate(200_000, new Counters());
        byte[] ones = new byte[190_000];
        Arrays.fill(ones, (byte) 1);
        long record = large.claim(ones.length);
        large.put(record + 4, ones, 0, ones.length);
        large.records().commit(record, ones.length);

        large.release(large.tail());

        assertThat(LongStream.iterate(0, at -> at < large.capacity(), at -> at + 4)
                        .filter(at -> large.next(at) != -1))
                .isEmpty();
    }

    @Test
    void takesOverIntoARingInWhichTheSamePositionsLieElsewhere() {
        append(40);
        ring.release(44);
        long record = ring.claim(30);
        ring.put(record + 4, Bytes.of("abcdefghijklmnopqrstuvwxyz0123"), 0, 30);
        ring.records().commit(record, 30);
        ring.seal();

        FrameBuffer smaller = DirectRing.allocate(36, new Counters());
        smaller.takeOver(ring);

        assertThat(Bytes.frames(smaller)).containsExactly("abcdefghijklmnopqrstuvwxyz0123");
        assertThat(smaller.claim(0)).isEqualTo(FrameBuffer.FULL);
        smaller.release(smaller.tail());
        assertThat(smaller.claim(32)).isEqualTo(80);
    }

    private long append(int length) {
        long record = ring.claim(length);
        ring.records().commit(record, length);
        return record;
    }
}
