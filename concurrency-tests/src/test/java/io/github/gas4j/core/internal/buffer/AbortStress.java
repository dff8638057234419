// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A record whose producer failed blocks no one, and becomes padding once only. */
final class AbortStress {
    private AbortStress() {}

    /** A producer fails while another one appends; the sender, who comes later, gets past the record. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "the whole event is there")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the event is not there, or the sender is stuck")
    @State
    public static class HoldsBesideAnEvent {
        private final FrameBuffer ring = Rings.ringFor(2);

        @Actor
        public void failing() {
            Rings.abort(ring);
        }

        @Actor
        public void producer(ZI_Result result) {
            result.r1 = Rings.append(ring, 7) > 0;
        }

        @Arbiter
        public void sender(ZI_Result result) {
            ring.records().padAborted();
            result.r2 = Rings.count(ring, 7);
        }
    }

    /** The producer notes its record nowhere. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the sender is stuck")
    @State
    public static class BrokenNotesNothing {
        private final FrameBuffer ring = Rings.ringFor(2);

        @Actor
        public void failing() {
            ring.records().begin(ring.claim(Rings.FRAME_BYTES), Rings.FRAME_BYTES);
        }

        @Actor
        public void producer(ZI_Result result) {
            result.r1 = Rings.append(ring, 7) > 0;
        }

        @Arbiter
        public void sender(ZI_Result result) {
            ring.records().padAborted();
            result.r2 = Rings.count(ring, 7);
        }
    }

    private static FrameBuffer abortedRing() {
        FrameBuffer ring = Rings.ringFor(1);
        Rings.abort(ring);
        return ring;
    }

    /** Releases the padding record, as soon as it is one, and lets its room be taken again. */
    private static void reuse(FrameBuffer ring) {
        if (Rings.count(ring, 7) == 0) {
            ring.release(ring.tail());
            Rings.append(ring, 7);
        }
    }

    /** Two threads find the same aborted record; the faster one's room is already another record's. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the later record is whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the later record became padding")
    @State
    public static class HoldsForTwoThatPad {
        private final FrameBuffer ring = abortedRing();

        @Actor
        public void producer() {
            ring.records().padAborted();
        }

        @Actor
        public void sender() {
            ring.records().padAborted();
            reuse(ring);
        }

        @Arbiter
        public void later(I_Result result) {
            result.r1 = Rings.count(ring, 7);
        }
    }

    /** The record becomes padding without the lock. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the later record became padding")
    @State
    public static class BrokenPadsWithoutLock {
        private final FrameBuffer ring = abortedRing();

        private void pad() {
            Records records = ring.records();
            if (records.abortedCount > 0) {
                records.commit(records.aborted[0], Records.PADDING | (int) records.aborted[1]);
                records.abortedCount = 0;
            }
        }

        @Actor
        public void producer() {
            pad();
        }

        @Actor
        public void sender() {
            pad();
            reuse(ring);
        }

        @Arbiter
        public void later(I_Result result) {
            result.r1 = Rings.count(ring, 7);
        }
    }
}
