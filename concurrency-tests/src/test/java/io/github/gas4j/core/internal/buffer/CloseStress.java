// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Nothing is accepted after the seal, and the sender sees all that was accepted before it. */
final class CloseStress {
    private CloseStress() {}

    /** The intake's own close, as the sender's end does it. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "accepted and seen")
    @Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "refused")
    @Outcome(expect = Expect.FORBIDDEN, desc = "accepted and not seen, or seen and refused")
    @State
    public static class Holds {
        private final FrameBuffer ring = Rings.ringFor(2);
        private final Intake intake = Rings.intakeFor(ring);

        @Actor
        public void producer(ZI_Result result) {
            result.r1 = intake.offer(Rings.frame(7), 0, Rings.FRAME_BYTES);
        }

        @Actor
        public void sender(ZI_Result result) {
            intake.close();
            Rings.awaitCommits(ring);
            result.r2 = Rings.count(ring, 7);
        }
    }

    /** The sender counts what there is, and only then closes. */
    @JCStressTest
    @Outcome(
            id = {"true, 1", "false, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "accepted and not seen")
    @State
    public static class BrokenSealsLate {
        private final FrameBuffer ring = Rings.ringFor(2);
        private final Intake intake = Rings.intakeFor(ring);

        @Actor
        public void producer(ZI_Result result) {
            result.r1 = intake.offer(Rings.frame(7), 0, Rings.FRAME_BYTES);
        }

        @Actor
        public void sender(ZI_Result result) {
            Rings.awaitCommits(ring);
            result.r2 = Rings.count(ring, 7);
            intake.close();
        }
    }
}
