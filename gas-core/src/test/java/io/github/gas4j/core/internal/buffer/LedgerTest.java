// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.fixtures.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Ten records of 16 bytes each, and what the ledger says about them. */
class LedgerTest {
    private static final int RECORD = 16;
    private static final int FRAME = 12;

    private final Counters counters = new Counters();
    private final FrameBuffer ring = new FrameBuffer(10 * RECORD);
    private final Ledger ledger = new Ledger(ring, counters);
    private int appended;

    LedgerTest() {
        for (int i = 0; i < 10; i++) {
            append();
        }
    }

    private void append() {
        long record = ring.claim(FRAME);
        ring.begin(record, FRAME);
        ring.put(record + FrameBuffer.HEADER_BYTES, Bytes.of(String.format("%" + FRAME + "d", appended++)), 0, FRAME);
        ring.commit(record, FRAME);
        counters.appended.increment();
    }

    /** Returns the numbers of the frames in the ring. */
    private List<Integer> kept() {
        return Bytes.frames(ring).stream()
                .map(frame -> Integer.valueOf(frame.strip()))
                .toList();
    }

    private long dropped(DropReason reason) {
        return counters.drops(reason).count();
    }

    private DropReport takeReport() {
        return Objects.requireNonNull(
                counters.drops(DropReason.RETRIES_EXHAUSTED).take(DropReason.RETRIES_EXHAUSTED));
    }

    private void assertCounts(long released, long dropped) {
        assertThat(counters.released.sum()).isEqualTo(released);
        assertThat(Arrays.stream(DropReason.values()).mapToLong(this::dropped).sum())
                .isEqualTo(dropped);
        assertThat(counters.freed.sum()).isEqualTo(released + dropped);
        assertThat(counters.offered())
                .isEqualTo(released + dropped + Bytes.frames(ledger.buffer()).size());
    }

    @Test
    void beginsWithEverythingUnsent() {
        assertThat(ledger.sent()).isZero();
        assertThat(ledger.released()).isZero();
        assertThat(ledger.unsentBytes()).isEqualTo(10 * RECORD);
        assertThat(ledger.hasUnconfirmed()).isFalse();
        assertThat(ledger.eventsToReplay()).isZero();
    }

    @Test
    void countsWrittenEvents() {
        ledger.written(3 * RECORD);

        assertThat(ledger.sent()).isEqualTo(3 * RECORD);
        assertThat(ledger.hasUnconfirmed()).isTrue();
        assertThat(ledger.unsentBytes()).isEqualTo(7 * RECORD);
        assertThat(counters.written.sum()).isEqualTo(3);
        assertThat(counters.sent.sum()).isEqualTo(3);
        assertThat(counters.replayed.sum()).isZero();
    }

    @Test
    void writesAgainWhatIsNotReleasedWhenAConnectionIsLost() {
        ledger.written(4 * RECORD);
        ledger.advance(RECORD, null);

        ledger.rewind(4 * RECORD);

        assertThat(ledger.sent()).isEqualTo(RECORD);
        assertThat(ledger.eventsToReplay()).isEqualTo(3);
        assertThat(counters.sent.sum()).isEqualTo(1);
        ledger.written(6 * RECORD);
        assertThat(counters.replayed.sum()).isEqualTo(3);
        assertThat(counters.written.sum()).isEqualTo(9);
        assertThat(counters.sent.sum()).isEqualTo(6);
        assertCounts(1, 0);
    }

    @Test
    void countsATornEventAsReplayedWhenItIsWrittenAgain() {
        ledger.written(2 * RECORD);

        ledger.rewind(3 * RECORD);

        assertThat(ledger.eventsToReplay()).isEqualTo(3);
        assertThat(counters.replayed.sum()).isZero();
        ledger.written(3 * RECORD);
        assertThat(counters.replayed.sum()).isEqualTo(3);
    }

    @Test
    void countsAnEventThatIsTornASecondTimeAsReplayedTwice() {
        ledger.rewind(RECORD);
        assertThat(counters.replayed.sum()).isZero();

        ledger.rewind(RECORD);
        assertThat(counters.replayed.sum()).isEqualTo(1);

        ledger.written(RECORD);
        assertThat(counters.replayed.sum()).isEqualTo(2);
    }

    @Test
    void remembersTheFurthestByteOfAllConnections() {
        ledger.written(5 * RECORD);
        ledger.rewind(5 * RECORD);
        ledger.written(RECORD);
        ledger.rewind(RECORD);

        assertThat(ledger.eventsToReplay()).isEqualTo(5);
    }

    @Test
    void releasesDeliveredEvents() {
        ledger.written(4 * RECORD);

        ledger.advance(3 * RECORD + RECORD - 1, null);

        assertThat(ledger.released()).as("only whole records").isEqualTo(3 * RECORD);
        assertThat(ledger.sent()).isEqualTo(4 * RECORD);
        assertCounts(3, 0);
    }

    @Test
    void advancesPastUnsentEventsByDroppingThem() {
        ledger.written(RECORD);
        ledger.rewind(2 * RECORD);

        ledger.advance(4 * RECORD, DropReason.RETRIES_EXHAUSTED);

        assertThat(ledger.sent()).isEqualTo(4 * RECORD).isEqualTo(ledger.released());
        assertThat(counters.sent.sum()).isEqualTo(4);
        assertCounts(0, 4);
        DropReport report = takeReport();
        assertThat(report.bytes()).isEqualTo(4 * FRAME);
        assertThat(report.mayHaveArrived()).isEqualTo(2);
    }

    @Test
    void doesNothingWhenAskedToGoBack() {
        ledger.advance(2 * RECORD, DropReason.BUFFER_FULL);

        ledger.advance(RECORD, DropReason.BUFFER_FULL);
        ledger.advance(2 * RECORD, null);

        assertCounts(0, 2);
    }

    @Test
    void advancesNoFurtherThanToAnUncommittedRecord() {
        ledger.advance(10 * RECORD, DropReason.BUFFER_FULL);
        append();
        long open = ring.claim(FRAME);
        append();

        ledger.advance(13 * RECORD, DropReason.BUFFER_FULL);

        assertThat(ledger.released()).isEqualTo(open);
        assertThat(dropped(DropReason.BUFFER_FULL)).isEqualTo(11);
    }

    @Test
    void takesUnsentEventsOutFromBehindOthers() {
        ledger.written(2 * RECORD);

        Gap gap = ledger.takeOut(3 * RECORD, 6 * RECORD + RECORD - 1, DropReason.RETRIES_EXHAUSTED);

        assertThat(gap).isEqualTo(new Gap(3 * RECORD, 3 * RECORD));
        assertThat(dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(3);
        assertThat(ledger.released()).as("the room is free").isEqualTo(3 * RECORD);
        assertThat(ledger.sent()).as("the written ones have moved").isEqualTo(5 * RECORD);
        assertThat(ledger.writtenOnce()).isEqualTo(5 * RECORD);
        assertThat(kept()).containsExactly(0, 1, 2, 6, 7, 8, 9);
        assertCounts(0, 3);

        ledger.written(10 * RECORD);
        ledger.advance(10 * RECORD, null);
        assertThat(counters.written.sum()).isEqualTo(7);
        assertThat(counters.sent.sum()).isEqualTo(10);
        assertCounts(7, 3);
    }

    @Test
    void takesNothingOutThatIsNotThere() {
        Gap gap = ledger.takeOut(6 * RECORD, 3 * RECORD, DropReason.RETRIES_EXHAUSTED);

        assertThat(gap.bytes()).isZero();
        assertThat(gap.moved(7)).isEqualTo(7);
        assertCounts(0, 0);
    }

    @Test
    void takesOutNoFurtherThanToAnUncommittedRecord() {
        ledger.advance(10 * RECORD, null);
        append();
        append();
        ring.claim(FRAME);

        ledger.takeOut(11 * RECORD, 14 * RECORD, DropReason.RETRIES_EXHAUSTED);

        assertThat(dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(1);
        assertThat(kept()).containsExactly(10);
    }

    @Test
    void movesWhatLiesOnBothSidesOfTheRingsEnd() {
        ledger.advance(8 * RECORD, null);
        for (int i = 0; i < 8; i++) {
            append();
        }

        ledger.takeOut(13 * RECORD, 14 * RECORD, DropReason.RETRIES_EXHAUSTED);

        assertThat(kept()).containsExactly(8, 9, 10, 11, 12, 14, 15, 16, 17);
    }

    @Test
    void writesWhatHasMovedAgain() {
        ledger.written(2 * RECORD);
        Gap gap = ledger.takeOut(2 * RECORD, 4 * RECORD, DropReason.RETRIES_EXHAUSTED);
        ledger.written(5 * RECORD);

        ledger.rewind(5 * RECORD);
        assertThat(ledger.released()).isEqualTo(gap.bytes());
        assertThat(ledger.eventsToReplay()).isEqualTo(3);
        assertThat(counters.appended.sum() - counters.sent.sum()).as("buffered").isEqualTo(8);

        ledger.written(5 * RECORD);
        assertThat(counters.replayed.sum()).isEqualTo(3);
        assertThat(counters.appended.sum() - counters.sent.sum()).isEqualTo(5);
        assertCounts(0, 2);
    }

    @Test
    void remembersWhatWasWrittenWholeOnce() {
        ledger.written(2 * RECORD);
        ledger.rewind(3 * RECORD);
        assertThat(ledger.writtenOnce()).isEqualTo(2 * RECORD);

        ledger.written(RECORD);
        ledger.rewind(RECORD);
        assertThat(ledger.writtenOnce()).isEqualTo(2 * RECORD);
    }

    @Test
    void reportsEventsThatWereTakenOutAndMayHaveArrived() {
        ledger.written(2 * RECORD);
        ledger.rewind(3 * RECORD);

        ledger.takeOut(2 * RECORD, 5 * RECORD, DropReason.RETRIES_EXHAUSTED);

        DropReport report = takeReport();
        assertThat(report.count()).isEqualTo(3);
        assertThat(report.mayHaveArrived()).as("the torn one").isEqualTo(1);
        assertThat(report.bytes()).isEqualTo(3 * FRAME);
        assertThat(ledger.touched()).isEqualTo(5 * RECORD);
    }

    @Test
    void findsTheFrameBoundaryAtOrAboveAPosition() {
        assertThat(ledger.boundaryFrom(0)).isZero();
        assertThat(ledger.boundaryFrom(1)).isEqualTo(RECORD);
        assertThat(ledger.boundaryFrom(RECORD)).isEqualTo(RECORD);
        assertThat(ledger.boundaryFrom(1_000)).isEqualTo(10 * RECORD);
        assertThat(ledger.boundaryFrom(-5)).isZero();
    }

    @Test
    void abandonsEverythingAsShutdown() {
        ledger.written(3 * RECORD);
        ledger.advance(RECORD, null);

        ledger.abandon();
        ledger.letGo(new FrameBuffer(0));

        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(9);
        assertCounts(1, 9);
    }

    @Test
    void abandonsOpenRecordsAndThoseBehindThemToo() {
        ledger.advance(10 * RECORD, null);
        append();
        ring.begin(ring.claim(FRAME), FRAME);
        counters.appended.increment();
        append();
        ring.claim(FRAME);
        counters.appended.increment();
        append();

        ledger.abandon();

        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(5);
    }

    @Test
    void countsNobodyTwiceWhoFailsAfterTheEnd() {
        ledger.advance(10 * RECORD, null);
        long late = ring.claim(FRAME);
        counters.appended.increment();
        ring.begin(late, FRAME);
        ledger.abandon();

        Bytes.tear(ring, late, FRAME, true);
        ledger.letGo(new FrameBuffer(0));

        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(1);
        assertThat(dropped(DropReason.ENCODING_FAILED)).isZero();
    }

    @Test
    void goesOnWithAnotherBuffer() {
        ledger.written(2 * RECORD);
        ring.seal();
        FrameBuffer larger = new FrameBuffer(1_000);
        larger.takeOver(ring);

        ledger.moveTo(larger);

        assertThat(ledger.sent()).isEqualTo(2 * RECORD);
        ledger.written(10 * RECORD);
        ledger.advance(10 * RECORD, null);
        assertThat(larger.usedBytes()).isZero();
    }
}
