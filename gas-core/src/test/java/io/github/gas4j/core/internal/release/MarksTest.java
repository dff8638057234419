// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.buffer.Gap;
import org.junit.jupiter.api.Test;

class MarksTest {
    private final Marks marks = new Marks(10);

    @Test
    void followsFramesThatMoved() {
        Marks marks = new Marks(0);
        marks.add(100, 1);
        marks.add(200, 2);
        marks.add(250, 3);
        marks.add(400, 4);

        marks.moveOver(new Gap(200, 100));

        assertThat(marks.lastStampedBy(1, -1)).isEqualTo(200);
        assertThat(marks.lastStampedBy(2, -1)).isEqualTo(300);
        assertThat(marks.lastStampedBy(3, -1)).as("within the gap").isEqualTo(300);
        assertThat(marks.lastStampedBy(4, -1)).isEqualTo(400);
    }

    @Test
    void mergesByWhereTheFirstOneHasMoved() {
        Marks marks = new Marks(10, 50);
        marks.add(100, 1);
        marks.moveOver(new Gap(100, 1_000));

        marks.add(1_140, 2);

        assertThat(marks.countBelow(1_100)).as("merged into the later one").isZero();
    }

    @Test
    void answersWithNoneAsLongAsNothingIsDue() {
        assertThat(marks.isEmpty()).isTrue();
        assertThat(marks.takeUntil(1_000, -7)).isEqualTo(-7);

        marks.add(100, 50);

        assertThat(marks.takeUntil(49, -7)).isEqualTo(-7);
        assertThat(marks.isEmpty()).isFalse();
        assertThat(marks.oldest()).isEqualTo(50);
    }

    @Test
    void takesTheLastMarkThatIsDueAndThoseBeforeIt() {
        marks.add(100, 10);
        marks.add(200, 20);
        marks.add(300, 30);

        assertThat(marks.takeUntil(20, -1)).isEqualTo(200);
        assertThat(marks.oldest()).isEqualTo(30);
        assertThat(marks.takeUntil(29, -1)).isEqualTo(-1);
        assertThat(marks.takeUntil(30, -1)).isEqualTo(300);
        assertThat(marks.isEmpty()).isTrue();
    }

    @Test
    void keepsTheOlderOfTwoMarksForOnePosition() {
        marks.add(100, 10);
        marks.add(100, 90);

        assertThat(marks.oldest()).isEqualTo(10);
    }

    @Test
    void mergesMarksCloserThanTheSpacingIntoTheLaterOne() {
        marks.add(100, 0);
        marks.add(200, 9);

        assertThat(marks.oldest()).isEqualTo(9);
        assertThat(marks.takeUntil(8, -1)).as("younger than it is, never older").isEqualTo(-1);
        assertThat(marks.takeUntil(9, -1)).isEqualTo(200);
    }

    @Test
    void doesNotMergeAChainOfCloseMarksForEver() {
        for (int i = 0; i < 30; i++) {
            marks.add(i + 1, i);
        }

        assertThat(marks.takeUntil(9, -1)).isEqualTo(10);
        assertThat(marks.takeUntil(19, -1)).isEqualTo(20);
        assertThat(marks.takeUntil(29, -1)).isEqualTo(30);
    }

    @Test
    void losesEverySecondMarkWhenFullButNeverDropsTooEarly() {
        Marks all = new Marks(0);
        for (int i = 1; i <= 10_000; i++) {
            all.add(i * 100L, i);
        }

        long last = 0;
        for (int stamp = 1; stamp <= 10_000; stamp++) {
            long position = all.takeUntil(stamp, last);
            assertThat(position).isBetween(last, stamp * 100L);
            last = position;
        }
        assertThat(last).isEqualTo(1_000_000);
    }

    @Test
    void mergesOnlyWhatIsCloseInBytesToo() {
        Marks both = new Marks(10, 1_000);
        both.add(100, 0, 1, 50);
        both.add(1_099, 5, 9, 60);
        both.add(1_100, 5, 10, 70);
        both.add(1_200, 16, 11, 80);

        assertThat(both.countBelow(1_098)).isZero();
        assertThat(both.countBelow(1_099)).isEqualTo(1);
        assertThat(both.position(1)).isEqualTo(1_100);
        assertThat(both.events(1)).isEqualTo(10);
        both.removeBelow(1_099);
        assertThat(both.position(0)).isEqualTo(1_100);
        assertThat(both.events(0)).isEqualTo(10);
        assertThat(both.events(1)).isEqualTo(11);
    }

    @Test
    void tellsPositionsByStampAndByOffset() {
        marks.add(100, 10, 1, 1_000);
        marks.add(200, 20, 2, 2_000);
        marks.add(300, 30, 3, 3_000);

        assertThat(marks.lastStampedBy(9, -1)).isEqualTo(-1);
        assertThat(marks.lastStampedBy(29, -1)).isEqualTo(200);
        assertThat(marks.firstStampAfter(9, -1)).isEqualTo(10);
        assertThat(marks.firstStampAfter(10, -1)).isEqualTo(20);
        assertThat(marks.firstStampAfter(30, -1)).isEqualTo(-1);
        assertThat(marks.lastAtOffset(999, -1)).isEqualTo(-1);
        assertThat(marks.lastAtOffset(2_000, -1)).isEqualTo(200);
        assertThat(marks.lastAtOffset(9_000, -1)).isEqualTo(300);
    }

    @Test
    void aWiderSpacingMergesTheMarksToCome() {
        marks.add(100, 0);
        marks.spacing(100);
        marks.add(200, 50);

        assertThat(marks.oldest()).isEqualTo(50);
    }

    @Test
    void keepsTheNewestMarkWhenFull() {
        Marks all = new Marks(0);
        for (int i = 1; i <= 257; i++) {
            all.add(i, i);
        }

        assertThat(all.oldest()).isEqualTo(2);
        assertThat(all.takeUntil(257, -1)).isEqualTo(257);
    }

    @Test
    void forgetsAll() {
        marks.add(100, 10);
        marks.clear();

        assertThat(marks.isEmpty()).isTrue();
        marks.add(50, 20);
        assertThat(marks.takeUntil(20, -1)).isEqualTo(50);
    }

    @Test
    void outlivesAClockThatOverflows() {
        marks.add(100, Long.MAX_VALUE - 5);
        marks.add(200, Long.MIN_VALUE + 10);

        assertThat(marks.takeUntil(Long.MIN_VALUE, -1)).isEqualTo(100);
        assertThat(marks.takeUntil(Long.MIN_VALUE + 10, -1)).isEqualTo(200);
    }
}
