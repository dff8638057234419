// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.Overflow;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the actors do with a ring. Thread-safe: without state; each method says whose it is. */
final class Rings {
    static final int FRAME_BYTES = 8;
    static final int RECORD_BYTES = 12;
    /** {@link #first} found nothing, or a record that is not committed. */
    static final int NOTHING = -1;
    /** {@link #first} found a record with other bytes than those of one producer. */
    static final int TORN = -2;

    private static final Framer FRAMER = new Framer(Framing.NONE, false, 64);

    private Rings() {}

    /** A ring for so many records, the first of which wraps, so that its header and its frame lie far apart. */
    static FrameBuffer ringFor(int records) {
        return ringFor(records, new Counters());
    }

    /** The same, with counters. */
    static FrameBuffer ringFor(int records, Counters counters) {
        FrameBuffer ring = DirectRing.allocate((long) records * RECORD_BYTES, counters);
        long skipped = ring.claim(RECORD_BYTES - 2 * Records.HEADER_BYTES);
        ring.records().commit(skipped, RECORD_BYTES - 2 * Records.HEADER_BYTES);
        ring.release(ring.tail());
        return ring;
    }

    static Intake intakeFor(FrameBuffer ring) {
        return new Intake(settings(ring), new Counters(), new Doorbell(() -> {}));
    }

    static Admission settings(FrameBuffer ring) {
        return new Admission(ring, FRAMER, Overflow.DROP_NEWEST, 0, Integer.MIN_VALUE, 0, null);
    }

    static byte[] frame(int value) {
        byte[] frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, (byte) value);
        return frame;
    }

    /** A producer's: returns the position after the record, or why there is none. */
    static long append(FrameBuffer ring, int value) {
        return FRAMER.append(ring, frame(value), 0, FRAME_BYTES);
    }

    /** A producer's that fails between claim and commit, as one at the end of its stack does. */
    static long abort(FrameBuffer ring) {
        return FRAMER.append(ring, new byte[0], 0, FRAME_BYTES);
    }

    /** The sender's: the value of the oldest record, or {@link #NOTHING} or {@link #TORN}. */
    static int first(FrameBuffer ring) {
        long record = ring.released();
        return record == ring.tail() ? NOTHING : value(ring, record);
    }

    /** The sender's: how many events of the given value are committed; {@link #TORN} if there is anything else. */
    static int count(FrameBuffer ring, int value) {
        int events = 0;
        long at = ring.released();
        while (at < ring.tail()) {
            if (ring.frameBytes(at) < 0 || (Records.eventsOf(ring.header(at)) > 0 && value(ring, at) != value)) {
                return TORN;
            }
            events += Records.eventsOf(ring.header(at));
            at = ring.next(at);
        }
        return events;
    }

    /** The sender's: waits for producers that have claimed. */
    static void awaitCommits(FrameBuffer ring) {
        while (!ring.isCommitted()) {
            Thread.onSpinWait();
        }
    }

    static int value(FrameBuffer ring, long record) {
        int length = ring.frameBytes(record);
        if (length < 0) {
            return NOTHING;
        }
        byte[] read = new byte[FRAME_BYTES];
        if (length == FRAME_BYTES) {
            ring.get(record, 0, ByteBuffer.wrap(read), length);
        }
        return length == FRAME_BYTES && Arrays.equals(read, frame(read[0])) && read[0] != 0 ? read[0] : TORN;
    }
}
