// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZII_Result;

/** Room that is released can be claimed at once: it is zero, read to its end, and the sender touches it no more. */
final class ReleaseStress {
    private ReleaseStress() {}

    private static FrameBuffer fullRing() {
        FrameBuffer ring = Rings.ringFor(1);
        Rings.append(ring, 1);
        return ring;
    }

    /** Appends, unless the room is not as it must be. */
    private static boolean append(FrameBuffer ring) {
        long record = ring.claim(Rings.FRAME_BYTES);
        if (record < 0) {
            return false;
        }
        if (ring.next(record) < 0) {
            ring.records().begin(record, Rings.FRAME_BYTES);
            ring.put(record + Records.HEADER_BYTES, Rings.frame(2), 0, Rings.FRAME_BYTES);
            ring.records().commit(record, Rings.FRAME_BYTES);
        }
        return true;
    }

    /** The buffer's own release. */
    @JCStressTest
    @Outcome(id = "false, 1, -1", expect = Expect.ACCEPTABLE, desc = "the buffer was still full")
    @Outcome(id = "true, 1, 2", expect = Expect.ACCEPTABLE, desc = "the room was taken again")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one of the frames was destroyed")
    @State
    public static class Holds {
        private final FrameBuffer ring = fullRing();

        @Actor
        public void producer(ZII_Result result) {
            result.r1 = append(ring);
        }

        @Actor
        public void sender(ZII_Result result) {
            result.r2 = Rings.first(ring);
            ring.release(ring.released() + Rings.RECORD_BYTES);
        }

        @Arbiter
        public void senderLater(ZII_Result result) {
            result.r3 = Rings.first(ring);
        }
    }

    /** A frame that stays is moved up over one that is given up, and the room below is taken again. */
    @JCStressTest
    @Outcome(id = "false, 1, 1", expect = Expect.ACCEPTABLE, desc = "the buffer was still full")
    @Outcome(id = "true, 1, 2", expect = Expect.ACCEPTABLE, desc = "the room was taken again")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one of the frames was destroyed")
    @State
    public static class HoldsWhileMoving {
        private final FrameBuffer ring = Rings.ringFor(2);

        public HoldsWhileMoving() {
            Rings.append(ring, 1);
            Rings.append(ring, 3);
        }

        @Actor
        public void producer(ZII_Result result) {
            result.r1 = append(ring);
        }

        @Actor
        public void sender(ZII_Result result) {
            long from = ring.released();
            ring.moveUp(from, from + Rings.RECORD_BYTES, Rings.RECORD_BYTES);
            ring.release(from + Rings.RECORD_BYTES);
            result.r2 = Rings.first(ring);
        }

        @Arbiter
        public void senderLater(ZII_Result result) {
            long second = ring.next(ring.released());
            result.r3 = second == ring.tail() ? Rings.first(ring) : Rings.value(ring, second);
        }
    }

    /** The room is still being zeroed after it was released. */
    @JCStressTest
    @Outcome(
            id = {"false, 1, -1", "true, 1, 2"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one of the frames was destroyed")
    @State
    public static class BrokenZeroesLate {
        private final FrameBuffer ring = fullRing();

        @Actor
        public void producer(ZII_Result result) {
            result.r1 = append(ring);
        }

        @Actor
        public void sender(ZII_Result result) {
            result.r2 = Rings.first(ring);
            ring.release(ring.released() + Rings.RECORD_BYTES);
            ring.put(ring.released(), new byte[Rings.RECORD_BYTES], 0, Rings.RECORD_BYTES);
        }

        @Arbiter
        public void senderLater(ZII_Result result) {
            result.r3 = Rings.first(ring);
        }
    }
}
