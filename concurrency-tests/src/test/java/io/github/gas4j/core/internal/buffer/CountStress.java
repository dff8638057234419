// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Whoever sees an event committed finds it counted: no more events are freed than were appended. */
final class CountStress {
    private CountStress() {}

    /** The framer's order. */
    @JCStressTest
    @Outcome(
            id = {"-1, 0", "-1, 1", "7, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "counted, if it is committed")
    @Outcome(expect = Expect.FORBIDDEN, desc = "committed but not counted")
    @State
    public static class Holds {
        private final Counters counters = new Counters();
        private final FrameBuffer ring = Rings.ringFor(2, counters);

        @Actor
        public void producer() {
            Rings.append(ring, 7);
        }

        @Actor
        public void sender(II_Result result) {
            result.r1 = Rings.first(ring);
            result.r2 = (int) counters.held();
        }
    }

    /** The event is counted behind the commit. */
    @JCStressTest
    @Outcome(
            id = {"-1, 0", "-1, 1", "7, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "committed but not counted")
    @State
    public static class BrokenCountsAfterwards {
        private final Counters counters = new Counters();
        private final FrameBuffer ring = Rings.ringFor(2, counters);

        @Actor
        public void producer() {
            long record = ring.claim(Rings.FRAME_BYTES);
            ring.records().begin(record, Rings.FRAME_BYTES);
            ring.put(record + Records.HEADER_BYTES, Rings.frame(7), 0, Rings.FRAME_BYTES);
            ring.records().commit(record, Rings.FRAME_BYTES);
            ring.records().counters.append();
        }

        @Actor
        public void sender(II_Result result) {
            result.r1 = Rings.first(ring);
            result.r2 = (int) counters.held();
        }
    }
}
