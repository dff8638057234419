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
    private final FrameBuffer ring = DirectRing.allocate(10 * RECORD, new Counters());
    private final Ledger ledger = new Ledger(ring, counters);
    private int appended;

    LedgerTest() {
        for (int i = 0; i < 10; i++) {
            append();
        }
    }

    private void append() {
        long record = ring.claim(FRAME);
        ring.records().begin(record, FRAME);
        ring.put(record + Records.HEADER_BYTES, Bytes.of(String.format("%" + FRAME + "d", appended++)), 0, FRAME);
        ring.records().commit(record, FRAME);
        counters.append();
    }

    /** Returns the numbers of the frames in the ring. */
    private List<Integer> kept() {
        return Bytes.frames(ring).stream()
                .map(frame -> Integer.valueOf(frame.strip()))
                .toList();
    }

    private long dropped(DropReason reason) {
        return counters.snapshot().dropped(reason);
    }

    private DropReport takeReport() {
        return Objects.requireNonNull(counters.takeDrops(DropReason.RETRIES_EXHAUSTED));
    }

    private void assertCounts(long released, long dropped) {
        assertThat(counters.snapshot().released()).isEqualTo(released);
        assertThat(Arrays.stream(DropReason.values()).mapToLong(this::dropped).sum())
                .isEqualTo(dropped);
        assertThat(counters.snapshot().freed()).isEqualTo(released + dropped);
        assertThat(counters.snapshot().offered())
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
        assertThat(counters.snapshot().written()).isEqualTo(3);
        assertThat(counters.snapshot().sent()).isEqualTo(3);
        assertThat(counters.snapshot().replayed()).isZero();
    }

    @Test
    void writesAgainWhatIsNotReleasedWhenAConnectionIsLost() {
        ledger.written(4 * RECORD);
        ledger.release(RECORD);

        ledger.rewind(4 * RECORD);

        assertThat(ledger.sent()).isEqualTo(RECORD);
        assertThat(ledger.eventsToReplay()).isEqualTo(3);
        assertThat(counters.snapshot().sent()).isEqualTo(1);
        ledger.written(6 * RECORD);
        assertThat(counters.snapshot().replayed()).isEqualTo(3);
        assertThat(counters.snapshot().written()).isEqualTo(9);
        assertThat(counters.snapshot().sent()).isEqualTo(6);
        assertCounts(1, 0);
    }

    @Test
    void countsATornEventAsReplayedWhenItIsWrittenAgain() {
        ledger.written(2 * RECORD);

        ledger.rewind(3 * RECORD);

        assertThat(ledger.eventsToReplay()).isEqualTo(3);
        assertThat(counters.snapshot().replayed()).isZero();
        ledger.written(3 * RECORD);
        assertThat(counters.snapshot().replayed()).isEqualTo(3);
    }

    @Test
    void countsAnEventThatIsTornASecondTimeAsReplayedTwice() {
        ledger.rewind(RECORD);
        assertThat(counters.snapshot().replayed()).isZero();

        ledger.rewind(RECORD);
        assertThat(counters.snapshot().replayed()).isEqualTo(1);

        ledger.written(RECORD);
        assertThat(counters.snapshot().replayed()).isEqualTo(2);
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

        ledger.release(3 * RECORD + RECORD - 1);

        assertThat(ledger.released()).as("only whole records").isEqualTo(3 * RECORD);
        assertThat(ledger.sent()).isEqualTo(4 * RECORD);
        assertCounts(3, 0);
    }

    @Test
    void advancesPastUnsentEventsByDroppingThem() {
        ledger.written(RECORD);
        ledger.rewind(2 * RECORD);

        ledger.drop(4 * RECORD, DropReason.RETRIES_EXHAUSTED);

        assertThat(ledger.sent()).isEqualTo(4 * RECORD).isEqualTo(ledger.released());
        assertThat(counters.snapshot().sent()).isEqualTo(4);
        assertCounts(0, 4);
        DropReport report = takeReport();
        assertThat(report.bytes()).isEqualTo(4 * FRAME);
        assertThat(report.mayHaveArrived()).isEqualTo(2);
    }

    @Test
    void doesNothingWhenAskedToGoBack() {
        ledger.drop(2 * RECORD, DropReason.BUFFER_FULL);

        ledger.drop(RECORD, DropReason.BUFFER_FULL);
        ledger.release(2 * RECORD);

        assertCounts(0, 2);
    }

    @Test
    void advancesNoFurtherThanToAnUncommittedRecord() {
        ledger.drop(10 * RECORD, DropReason.BUFFER_FULL);
        append();
        long open = ring.claim(FRAME);
        append();

        ledger.drop(13 * RECORD, DropReason.BUFFER_FULL);

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
        ledger.release(10 * RECORD);
        assertThat(counters.snapshot().written()).isEqualTo(7);
        assertThat(counters.snapshot().sent()).isEqualTo(10);
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
        ledger.release(10 * RECORD);
        append();
        append();
        ring.claim(FRAME);

        ledger.takeOut(11 * RECORD, 14 * RECORD, DropReason.RETRIES_EXHAUSTED);

        assertThat(dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(1);
        assertThat(kept()).containsExactly(10);
    }

    @Test
    void movesWhatLiesOnBothSidesOfTheRingsEnd() {
        ledger.release(8 * RECORD);
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
        assertThat(counters.snapshot().unsent()).as("buffered").isEqualTo(8);

        ledger.written(5 * RECORD);
        assertThat(counters.snapshot().replayed()).isEqualTo(3);
        assertThat(counters.snapshot().unsent()).isEqualTo(5);
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
        ledger.release(RECORD);

        ledger.abandon();
        ledger.end(DirectRing.allocate(0, new Counters()));

        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(9);
        assertCounts(1, 9);
    }

    @Test
    void abandonsOpenRecordsAndThoseBehindThemToo() {
        ledger.release(10 * RECORD);
        append();
        ring.records().begin(ring.claim(FRAME), FRAME);
        counters.append();
        append();
        ring.claim(FRAME);
        counters.append();
        append();

        ledger.abandon();

        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(5);
    }

    @Test
    void countsNobodyTwiceWhoFailsAfterTheEnd() {
        ledger.release(10 * RECORD);
        long late = ring.claim(FRAME);
        counters.append();
        ring.records().begin(late, FRAME);
        ledger.abandon();

        Aborted.abort(ring, late, FRAME, true);
        ledger.end(DirectRing.allocate(0, new Counters()));

        assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(1);
        assertThat(dropped(DropReason.ENCODING_FAILED)).isZero();
    }

    @Test
    void goesOnWithAnotherBuffer() {
        ledger.written(2 * RECORD);
        ring.seal();
        FrameBuffer larger = DirectRing.allocate(1_000, new Counters());
        larger.takeOver(ring);

        ledger.moveTo(larger);

        assertThat(ledger.sent()).isEqualTo(2 * RECORD);
        ledger.written(10 * RECORD);
        ledger.release(10 * RECORD);
        assertThat(larger.usedBytes()).isZero();
    }
}
