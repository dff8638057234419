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

/** A record whose producer failed blocks no one, and is made void once only. */
final class TornStress {
    private TornStress() {}

    /** A producer fails while another one appends; the sender, who comes later, gets past the record. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "the whole event is there")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the event is not there, or the sender is stuck")
    @State
    public static class HoldsBesideAnEvent {
        private final FrameBuffer ring = Rings.ringFor(2);

        @Actor
        public void failing() {
            Rings.tear(ring);
        }

        @Actor
        public void producer(ZI_Result result) {
            result.r1 = Rings.append(ring, 7) > 0;
        }

        @Arbiter
        public void sender(ZI_Result result) {
            ring.cancelTorn();
            result.r2 = Rings.count(ring, 7);
        }
    }

    /** Nobody is told of the record that was left open. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the sender is stuck")
    @State
    public static class BrokenTellsNobody {
        private final FrameBuffer ring = Rings.ringFor(2);

        @Actor
        public void failing() {
            ring.begin(ring.claim(Rings.FRAME_BYTES), Rings.FRAME_BYTES);
        }

        @Actor
        public void producer(ZI_Result result) {
            result.r1 = Rings.append(ring, 7) > 0;
        }

        @Arbiter
        public void sender(ZI_Result result) {
            ring.cancelTorn();
            result.r2 = Rings.count(ring, 7);
        }
    }

    private static FrameBuffer tornRing() {
        FrameBuffer ring = Rings.ringFor(1);
        Rings.tear(ring);
        return ring;
    }

    /** Releases the void record and lets its room be taken again, as soon as it is void. */
    private static void reuse(FrameBuffer ring) {
        if (Rings.count(ring, 7) == 0) {
            ring.release(ring.tail());
            Rings.append(ring, 7);
        }
    }

    /** Two threads find the same torn record; the faster one's room is already another record's. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the later record is whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the later record was made void")
    @State
    public static class HoldsForTwoWhoCancel {
        private final FrameBuffer ring = tornRing();

        @Actor
        public void producer() {
            ring.cancelTorn();
        }

        @Actor
        public void sender() {
            ring.cancelTorn();
            reuse(ring);
        }

        @Arbiter
        public void later(I_Result result) {
            result.r1 = Rings.count(ring, 7);
        }
    }

    /** The record is cancelled without the lock. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the later record was made void")
    @State
    public static class BrokenCancelsWithoutLock {
        private final FrameBuffer ring = tornRing();

        private void cancel() {
            if (ring.tornCount > 0) {
                ring.commit(ring.torn[0], FrameBuffer.VOID | (int) ring.torn[1]);
                ring.tornCount = 0;
            }
        }

        @Actor
        public void producer() {
            cancel();
        }

        @Actor
        public void sender() {
            cancel();
            reuse(ring);
        }

        @Arbiter
        public void later(I_Result result) {
            result.r1 = Rings.count(ring, 7);
        }
    }
}
