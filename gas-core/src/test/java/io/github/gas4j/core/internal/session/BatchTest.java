// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.IdleConnection;
import io.github.gas4j.core.internal.buffer.Aborted;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.buffer.Records;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What goes over the wire, and what is known of it, when the wire takes any number of bytes. */
class BatchTest {
    private final FrameBuffer ring = DirectRing.allocate(1 << 20, new Counters());
    private final Batch batch = new Batch();
    private final Wire wire = new Wire();
    private final List<String> frames = new ArrayList<>();

    /** A connection that takes so many bytes and no more. */
    private static final class Wire extends IdleConnection {
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int room;

        private String text() {
            return Bytes.text(taken.toByteArray());
        }

        @Override
        public int write(ByteBuffer bytes) {
            int count = Math.min(room - taken.size(), bytes.remaining());
            byte[] part = new byte[count];
            bytes.get(part);
            taken.writeBytes(part);
            return count;
        }

        @Override
        public long taken() {
            return taken.size();
        }
    }

    private void append(int size) {
        String frame = Bytes.event(frames.size(), size);
        frames.add(frame);
        long record = ring.claim(size);
        ring.records().begin(record, size);
        ring.put(record + Records.HEADER_BYTES, Bytes.of(frame), 0, size);
        ring.records().commit(record, size);
    }

    /** Writes until the wire is full or all is written. */
    private Ledger write(String prelude, int room) throws IOException {
        Ledger ledger = new Ledger(ring, new Counters());
        wire.taken.reset();
        wire.room = room;
        batch.restart(0, Bytes.of(prelude));
        int written = 1;
        while (written > 0 || !batch.isWritten() || ledger.unsentBytes() > 0) {
            if (batch.isWritten()) {
                long events = batch.events();
                ledger.written(batch.complete(), events);
                batch.fill(ring, ring.tail(), Integer.MAX_VALUE);
            }
            int before = wire.taken.size();
            batch.write(wire);
            written = wire.taken.size() - before;
            if (written == 0 && (room == wire.taken.size() || batch.isWritten())) {
                break;
            }
        }
        return ledger;
    }

    private void assertSettlesRightWhereverItStops(String prelude, Iterable<Integer> stops) throws IOException {
        String all = prelude + String.join("", frames);
        for (int room : stops) {
            Ledger ledger = write(prelude, room);
            assertThat(wire.text()).as("%d bytes", room).isEqualTo(all.substring(0, room));

            batch.settle(ring);
            ledger.written(batch.wholeEnd());
            long wireEnd = batch.wireEnd();

            long record = 0;
            int bytes = prelude.length();
            int index = 0;
            while (index < frames.size() && bytes + frames.get(index).length() <= Math.max(room, prelude.length())) {
                bytes += frames.get(index).length();
                record = ring.next(record);
                index++;
            }
            assertThat(ledger.sent()).as("whole after %d bytes", room).isEqualTo(record);
            assertThat(wireEnd).as("touched after %d bytes", room).isEqualTo(room > bytes ? ring.next(record) : record);
        }
    }

    private static List<Integer> upTo(int last) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            all.add(i);
        }
        return all;
    }

    @Test
    void knowsWhichSmallFramesAreWholeAfterAnyNumberOfBytes() throws IOException {
        for (int size : new int[] {3, 1, 8, 0, 5, 0, 0, 12}) {
            append(size);
        }

        assertSettlesRightWhereverItStops("", upTo(29));
        assertSettlesRightWhereverItStops("header\n", upTo(36));
    }

    @Test
    void knowsWhichFramesAreWholeAcrossSeveralBatches() throws IOException {
        int[] sizes = {100, 65_436, 1, 65_536, 65_537, 200_000, 7, 131_072, 60_000, 10_000, 0, 3};
        TreeSet<Integer> stops = new TreeSet<>();
        int end = 0;
        for (int size : sizes) {
            append(size);
            for (int at = end; at <= end + size; at += Batch.CAPACITY) {
                stops.addAll(Arrays.asList(Math.max(0, at - 1), at, at + 1));
            }
            end += size;
            stops.addAll(Arrays.asList(end - 1, end));
        }
        stops.removeIf(stop -> stop < 0);
        stops.tailSet(end, false).clear();

        assertSettlesRightWhereverItStops("", stops);
        assertSettlesRightWhereverItStops("<?xml?>", new TreeSet<>(stops.headSet(200_000)));
    }

    @Test
    void endsWithAWholeFrameWhereverItCan() {
        append(40_000);
        append(20_000);
        append(10_000);
        batch.restart(0, new byte[0]);

        assertThat(batch.fill(ring, ring.tail(), Integer.MAX_VALUE))
                .as("no room for more")
                .isTrue();
        assertThat(batch.stagedEnd(ring)).isEqualTo(ring.next(ring.next(0)));

        wire.room = 60_000;
        writeAll();
        assertThat(batch.isAtBoundary()).isTrue();
        assertThat(batch.complete()).isEqualTo(ring.next(ring.next(0)));
        assertThat(batch.fill(ring, ring.tail(), Integer.MAX_VALUE)).isFalse();
    }

    @Test
    void splitsOnlyAFrameThatIsLargerThanABatch() {
        append(10);
        append(Batch.CAPACITY + 1);
        append(10);
        batch.restart(0, new byte[0]);
        wire.room = 1 << 20;

        assertThat(batch.fill(ring, ring.tail(), Integer.MAX_VALUE)).isTrue();
        writeAll();
        assertThat(batch.complete()).isEqualTo(16);
        assertThat(batch.fill(ring, ring.tail(), Integer.MAX_VALUE)).isTrue();
        writeAll();
        assertThat(batch.isAtBoundary()).isFalse();
        assertThat(batch.events()).as("the frame ends in the next batch").isZero();
        assertThat(batch.stagedEnd(ring)).isEqualTo(ring.next(16));
        assertThat(batch.complete()).isEqualTo(16);
        assertThat(batch.fill(ring, ring.tail(), Integer.MAX_VALUE)).isFalse();
        writeAll();
        assertThat(batch.isAtBoundary()).isTrue();
        assertThat(batch.events()).isEqualTo(2);
        assertThat(batch.complete()).isEqualTo(ring.tail());

        assertThat(wire.text()).isEqualTo(String.join("", frames));
    }

    @Test
    void stopsAtARecordThatIsNotCommitted() {
        append(10);
        ring.records().begin(ring.claim(10), 10);
        append(10);
        batch.restart(0, new byte[0]);

        assertThat(batch.fill(ring, ring.tail(), Integer.MAX_VALUE)).isFalse();

        assertThat(batch.stagedEnd(ring)).isEqualTo(16);
    }

    @Test
    void leavesPaddingRecordsOut() {
        append(10);
        Aborted.abort(ring, ring.claim(20), 20, false);
        ring.records().padAborted();
        append(30);
        batch.restart(0, new byte[0]);
        wire.room = 1_000;

        batch.fill(ring, ring.tail(), Integer.MAX_VALUE);
        writeAll();

        assertThat(batch.events()).isEqualTo(2);
        assertThat(batch.complete()).isEqualTo(ring.tail());
        assertThat(batch.events()).isZero();
        assertThat(wire.text()).isEqualTo(frames.get(0) + frames.get(1));
    }

    /** Takes the frames out that lie in a part of the ring, as the ledger does. */
    private void takeOut(long from, long to) {
        ring.moveUp(ring.released(), from, to - from);
        ring.release(ring.released() + to - from);
        batch.moveOver(new Gap(from, to - from));
    }

    @Test
    void goesOnBehindFramesThatWereTakenOut() {
        append(10);
        append(10);
        batch.restart(0, new byte[0]);

        takeOut(0, 16);
        batch.fill(ring, ring.tail(), Integer.MAX_VALUE);
        wire.room = 1_000;
        writeAll();

        assertThat(wire.text()).isEqualTo(frames.get(1));
    }

    @Test
    void endsAFrameThatWasMovedWhileItWasOnItsWay() {
        append(10);
        append(2 * Batch.CAPACITY);
        append(20);
        append(30);
        batch.restart(0, new byte[0]);
        wire.room = 3 * Batch.CAPACITY;
        for (int i = 0; i < 2; i++) { // the large one goes in parts
            batch.fill(ring, ring.tail(), Integer.MAX_VALUE);
            writeAll();
            batch.complete();
        }
        long end = batch.stagedEnd(ring);

        takeOut(end, ring.next(end));
        while (batch.fill(ring, ring.tail(), Integer.MAX_VALUE) || !batch.isWritten()) {
            writeAll();
            batch.complete();
        }

        assertThat(wire.text()).isEqualTo(frames.get(0) + frames.get(1) + frames.get(3));
    }

    @Test
    void writesControlBytesBeforeFrames() {
        append(10);
        batch.restart(0, Bytes.of("header"));
        assertThat(batch.isWritten()).isFalse();
        assertThat(batch.isAtBoundary()).isFalse();
        wire.room = 3;
        writeAll();
        assertThat(batch.isWritten()).isFalse();
        wire.room = 1_000;
        writeAll();
        assertThat(batch.isAtBoundary()).isTrue();

        batch.fill(ring, ring.tail(), Integer.MAX_VALUE);
        writeAll();
        batch.complete();
        batch.addControl(ByteBuffer.wrap(Bytes.of("footer")));
        writeAll();

        assertThat(wire.text()).isEqualTo("header" + frames.get(0) + "footer");
    }

    private void writeAll() {
        try {
            batch.write(wire);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
