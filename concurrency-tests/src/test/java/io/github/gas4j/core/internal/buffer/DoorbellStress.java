// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A producer that appends while the sender falls asleep either wakes it or is seen. The first value tells whether the
 * sender sleeps, the second whether it was woken.
 *
 * <p>The same change made in {@link Doorbell#arm} itself, the header instead of the tail, lost 1 wake-up in 1,000 to 3,000
 * here.
 */
final class DoorbellStress {
    private DoorbellStress() {}

    /** The doorbell itself. */
    @JCStressTest
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "asleep and woken")
    @Outcome(
            id = {"false, false", "false, true"},
            expect = Expect.ACCEPTABLE,
            desc = "the sender saw the event and stayed awake")
    @Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "a lost wake-up")
    @State
    public static class Holds {
        private final FrameBuffer ring = Rings.ringFor(2);
        private final long seen = ring.tail();
        private boolean woken;
        private final Doorbell doorbell = new Doorbell(() -> woken = true);

        @Actor
        public void producer() {
            doorbell.passed(Rings.append(ring, 7));
        }

        @Actor
        public void sender(ZZ_Result result) {
            result.r1 = doorbell.arm(seen, ring);
        }

        @Arbiter
        public void later(ZZ_Result result) {
            result.r2 = woken;
        }
    }

    /** The sender looks again at the record's header instead of the tail: the commit's store may come too late for it. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false", "false, true"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "a lost wake-up")
    @State
    public static class BrokenLooksAtTheHeader {
        private final FrameBuffer ring = Rings.ringFor(2);
        private final long seen = ring.tail();
        private volatile boolean sleeping;
        private boolean woken;

        @Actor
        public void producer() {
            Rings.append(ring, 7);
            woken = sleeping;
        }

        @Actor
        public void sender(ZZ_Result result) {
            sleeping = true;
            result.r1 = ring.frameBytes(seen) < 0;
        }

        @Arbiter
        public void later(ZZ_Result result) {
            result.r2 = woken;
        }
    }

    /** The sender looks at the tail first and only then says that it sleeps. */
    @JCStressTest
    @Outcome(
            id = {"true, true", "false, false", "false, true"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "a lost wake-up")
    @State
    public static class BrokenLooksFirst {
        private final FrameBuffer ring = Rings.ringFor(2);
        private final long seen = ring.tail();
        private volatile boolean sleeping;
        private boolean woken;

        @Actor
        public void producer() {
            Rings.append(ring, 7);
            woken = sleeping;
        }

        @Actor
        public void sender(ZZ_Result result) {
            result.r1 = ring.tail() <= seen;
            sleeping = true;
        }

        @Arbiter
        public void later(ZZ_Result result) {
            result.r2 = woken;
        }
    }
}
