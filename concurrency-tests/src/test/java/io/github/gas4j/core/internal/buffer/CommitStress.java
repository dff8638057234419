// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A frame that the sender sees committed is whole. */
final class CommitStress {
    private CommitStress() {}

    /** The buffer's own commit, by the framer. */
    @JCStressTest
    @Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "not committed yet")
    @Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "whole")
    @Outcome(expect = Expect.FORBIDDEN, desc = "torn")
    @State
    public static class Holds {
        private final FrameBuffer ring = Rings.ringFor(2);

        @Actor
        public void producer() {
            Rings.append(ring, 7);
        }

        @Actor
        public void sender(I_Result result) {
            result.r1 = Rings.first(ring);
        }
    }

    /** The header is published before the frame is copied. */
    @JCStressTest
    @Outcome(
            id = {"-1", "7"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "torn")
    @State
    public static class BrokenCommitsFirst {
        private final FrameBuffer ring = Rings.ringFor(2);

        @Actor
        public void producer() {
            long record = ring.claim(Rings.FRAME_BYTES);
            ring.records().commit(record, Rings.FRAME_BYTES);
            ring.put(record + Records.HEADER_BYTES, Rings.frame(7), 0, Rings.FRAME_BYTES);
        }

        @Actor
        public void sender(I_Result result) {
            result.r1 = Rings.first(ring);
        }
    }
}
