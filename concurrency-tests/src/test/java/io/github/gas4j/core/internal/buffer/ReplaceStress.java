// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A ring that is replaced loses nothing that a producer was told is taken, and does not undo a close. */
final class ReplaceStress {
    private ReplaceStress() {}

    /** An event meets the intake's own replacement. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "the event is in the ring that is current")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the event is in the ring that is gone, or in none")
    @State
    public static class HoldsForAnEvent {
        private final Intake intake = Rings.intakeFor(Rings.ringFor(2));

        @Actor
        public void producer(ZI_Result result) {
            result.r1 = intake.offer(Rings.frame(7), 0, Rings.FRAME_BYTES);
        }

        @Actor
        public void sender() {
            Resize.replace(intake, Rings.settings(DirectRing.allocate(5 * Rings.RECORD_BYTES, new Counters())));
        }

        @Arbiter
        public void senderLater(ZI_Result result) {
            result.r2 = Rings.count(intake.buffer(), 7);
        }
    }

    /** The old ring is not sealed before its frames are taken over. */
    @JCStressTest
    @Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the event is in the ring that is gone")
    @State
    public static class BrokenWithoutSeal {
        private final FrameBuffer old = Rings.ringFor(2);
        private final Intake intake = Rings.intakeFor(old);

        @Actor
        public void producer(ZI_Result result) {
            result.r1 = intake.offer(Rings.frame(7), 0, Rings.FRAME_BYTES);
        }

        @Actor
        public void sender() {
            FrameBuffer next = DirectRing.allocate(5 * Rings.RECORD_BYTES, new Counters());
            if (old.isCommitted()) {
                next.takeOver(old);
                intake.use(Rings.settings(next));
            }
        }

        @Arbiter
        public void senderLater(ZI_Result result) {
            result.r2 = Rings.count(intake.buffer(), 7);
        }
    }

    /** A close meets the intake's own replacement. */
    @JCStressTest
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "the ring that is current is sealed")
    @Outcome(expect = Expect.FORBIDDEN, desc = "events are still accepted, and no one will ever send them")
    @State
    public static class HoldsForAClose {
        private final Intake intake = Rings.intakeFor(Rings.ringFor(2));

        @Actor
        public void closer() {
            intake.close();
        }

        @Actor
        public void sender() {
            Resize.replace(intake, Rings.settings(DirectRing.allocate(5 * Rings.RECORD_BYTES, new Counters())));
        }

        @Arbiter
        public void senderLater(Z_Result result) {
            result.r1 = intake.buffer().claim(Rings.FRAME_BYTES) == FrameBuffer.SEALED;
        }
    }

    /** The sender does not look whether the intake has been closed in the meantime. */
    @JCStressTest
    @Outcome(id = "true", expect = Expect.ACCEPTABLE, desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "events are still accepted")
    @State
    public static class BrokenForgetsTheClose {
        private volatile FrameBuffer current = Rings.ringFor(2);

        @Actor
        public void closer() {
            current.seal();
        }

        @Actor
        public void sender() {
            FrameBuffer old = current;
            FrameBuffer next = DirectRing.allocate(5 * Rings.RECORD_BYTES, new Counters());
            old.seal();
            next.takeOver(old);
            current = next;
        }

        @Arbiter
        public void senderLater(Z_Result result) {
            result.r1 = current.claim(Rings.FRAME_BYTES) == FrameBuffer.SEALED;
        }
    }
}
