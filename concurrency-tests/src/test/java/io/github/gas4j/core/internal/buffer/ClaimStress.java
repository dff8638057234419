// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Two producers never get the same room, and never more than there is. */
final class ClaimStress {
    private ClaimStress() {}

    /** Room for both: each gets its own. */
    @JCStressTest
    @Outcome(id = "true, true, 2", expect = Expect.ACCEPTABLE, desc = "both frames are there")
    @Outcome(expect = Expect.FORBIDDEN, desc = "one was refused, lost or overwritten")
    @State
    public static class HoldsWithRoomForTwo {
        private final FrameBuffer ring = Rings.ringFor(2);

        @Actor
        public void one(ZZI_Result result) {
            result.r1 = Rings.append(ring, 7) > 0;
        }

        @Actor
        public void other(ZZI_Result result) {
            result.r2 = Rings.append(ring, 7) > 0;
        }

        @Arbiter
        public void sender(ZZI_Result result) {
            result.r3 = Rings.count(ring, 7);
        }
    }

    /** Room for one: the other one is told that the buffer is full. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one frame is there, the other producer knows that its own is not")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or none were taken, or the frame is not whole")
    @State
    public static class HoldsWithRoomForOne {
        private final FrameBuffer ring = Rings.ringFor(1);

        @Actor
        public void one(ZZI_Result result) {
            result.r1 = Rings.append(ring, 7) > 0;
        }

        @Actor
        public void other(ZZI_Result result) {
            result.r2 = Rings.append(ring, 7) > 0;
        }

        @Arbiter
        public void sender(ZZI_Result result) {
            result.r3 = Rings.count(ring, 7);
        }
    }

    /** The tail is read and stored, not compared and set. */
    @JCStressTest
    @Outcome(
            id = {"true, false, 1", "false, true, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both have claimed the same room")
    @State
    public static class BrokenStoresTheTail {
        private volatile int taken;

        private boolean claim() {
            int before = taken;
            if (before == 1) {
                return false;
            }
            taken = before + 1;
            return true;
        }

        @Actor
        public void one(ZZI_Result result) {
            result.r1 = claim();
        }

        @Actor
        public void other(ZZI_Result result) {
            result.r2 = claim();
        }

        @Arbiter
        public void sender(ZZI_Result result) {
            result.r3 = taken;
        }
    }
}
