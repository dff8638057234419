// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Bytes;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FrameBufferTest {
    private final FrameBuffer ring = new FrameBuffer(64);

    @Test
    void takesOnlyMultiplesOfFourBytes() {
        assertThat(new FrameBuffer(67).capacity()).isEqualTo(64);
        assertThat(FrameBuffer.recordBytes(0)).isEqualTo(4);
        assertThat(FrameBuffer.recordBytes(1)).isEqualTo(8);
        assertThat(FrameBuffer.recordBytes(4)).isEqualTo(8);
        assertThat(FrameBuffer.recordBytes(5)).isEqualTo(12);
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
        ring.begin(record, 3);
        assertThat(ring.frameBytes(record)).isEqualTo(-1);
        assertThat(ring.next(record)).isEqualTo(record + 8);
        assertThat(ring.isCommitted()).isFalse();

        ring.commit(record, 3);

        assertThat(ring.frameBytes(record)).isEqualTo(3);
        assertThat(FrameBuffer.eventsOf(ring.header(record))).isEqualTo(1);
        assertThat(ring.isCommitted()).isTrue();
    }

    @Test
    void aTornClaimIsCancelledAndNoEvent() {
        long record = ring.claim(30);
        ring.begin(record, 30);

        Bytes.tear(ring, record, 30, true);
        ring.cancelTorn();

        assertThat(ring.isCommitted()).isTrue();
        assertThat(ring.frameBytes(record)).isZero();
        assertThat(FrameBuffer.eventsOf(ring.header(record))).isZero();
        assertThat(ring.next(record)).isEqualTo(36);
    }

    @Test
    void severalTornClaimsAreCancelledEachWithItsOwnLength() {
        long first = ring.claim(30);
        long second = ring.claim(5);

        Bytes.tear(ring, second, 5, false);
        Bytes.tear(ring, first, 30, true);
        ring.cancelTorn();

        assertThat(ring.isCommitted()).isTrue();
        assertThat(ring.next(first)).isEqualTo(second);
        assertThat(ring.next(second)).isEqualTo(ring.tail());
    }

    @Test
    void aCancelledRecordIsNoEvent() {
        long record = ring.claim(30);

        Bytes.tear(ring, record, 30, false);
        ring.cancelTorn();

        assertThat(ring.frameBytes(record)).isZero();
        assertThat(FrameBuffer.eventsOf(ring.header(record))).isZero();
        assertThat(ring.next(record)).isEqualTo(36);
    }

    @Test
    void tellsAnEmptyFrameFromNone() {
        long record = append(0);

        assertThat(ring.frameBytes(record)).isZero();
        assertThat(FrameBuffer.eventsOf(ring.header(record))).isEqualTo(1);
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
        ring.commit(record, 2);

        assertThat(Bytes.frame(ring, record)).isEqualTo("ok");
    }

    @Test
    void releasesMoreThanItsBlockOfZerosAtOnce() {
        FrameBuffer large = new FrameBuffer(200_000);
        byte[] ones = new byte[190_000];
        Arrays.fill(ones, (byte) 1);
        long record = large.claim(ones.length);
        large.put(record + 4, ones, 0, ones.length);
        large.commit(record, ones.length);

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
        ring.commit(record, 30);
        ring.seal();

        FrameBuffer smaller = new FrameBuffer(36);
        smaller.takeOver(ring);

        assertThat(Bytes.frames(smaller)).containsExactly("abcdefghijklmnopqrstuvwxyz0123");
        assertThat(smaller.claim(0)).isEqualTo(FrameBuffer.FULL);
        smaller.release(smaller.tail());
        assertThat(smaller.claim(32)).isEqualTo(80);
    }

    private long append(int length) {
        long record = ring.claim(length);
        ring.commit(record, length);
        return record;
    }
}
