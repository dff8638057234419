// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IL_Result;

/** Whoever sees a failed attempt counted finds its cause. */
final class FailureStress {
    private static final String CAUSE = "refused";

    private FailureStress() {}

    private static void look(Counters counters, IL_Result result) {
        CounterSnapshot counts = counters.snapshot();
        result.r1 = (int) counts.failedAttempts();
        result.r2 = counts.lastError();
    }

    /** The sender's order. */
    @JCStressTest
    @Outcome(
            id = {"0, ", "0, refused", "1, refused"},
            expect = Expect.ACCEPTABLE,
            desc = "a cause, if it is counted")
    @Outcome(expect = Expect.FORBIDDEN, desc = "counted without a cause")
    @State
    public static class HoldsTheCause {
        private final Counters counters = new Counters();

        @Actor
        public void sender() {
            counters.fail(CAUSE, 1);
        }

        @Actor
        public void reader(IL_Result result) {
            look(counters, result);
        }
    }

    /** The cause follows the count. */
    @JCStressTest
    @Outcome(
            id = {"0, ", "0, refused", "1, refused"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "counted without a cause")
    @State
    public static class BrokenStoresAfterwards {
        private final Counters counters = new Counters();

        @Actor
        public void sender() {
            counters.fail("", 1);
            counters.lastError(CAUSE);
        }

        @Actor
        public void reader(IL_Result result) {
            look(counters, result);
        }
    }
}
