// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A client whose grace is over while somebody takes it back is either taken back or drains. The first value tells whether it
 * was taken back, the second whether it drains.
 */
final class EndOfClientStress {
    private EndOfClientStress() {}

    /** The end itself. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = Expect.ACCEPTABLE,
            desc = "one of both")
    @Outcome(id = "true, true", expect = Expect.FORBIDDEN, desc = "an adopted client that takes nothing")
    @Outcome(id = "false, false", expect = Expect.FORBIDDEN, desc = "a client that nobody has and that never ends")
    @State
    public static class Holds {
        private final EndOfClient end = retired();

        @Actor
        public void adapter(ZZ_Result result) {
            result.r1 = end.resume();
        }

        @Actor
        public void sender(ZZ_Result result) {
            result.r2 = end.drainIfDue(1);
        }

        private static EndOfClient retired() {
            EndOfClient made = new EndOfClient();
            made.retire(1);
            return made;
        }
    }

    /** Looks and stores without a lock. */
    @JCStressTest
    @Outcome(
            id = {"true, false", "false, true"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(id = "true, true", expect = Expect.FORBIDDEN, desc = "an adopted client that takes nothing")
    @State
    public static class BrokenTakesNoLock {
        private volatile boolean retired = true;

        @Actor
        public void adapter(ZZ_Result result) {
            if (retired) {
                retired = false;
                result.r1 = true;
            }
        }

        @Actor
        public void sender(ZZ_Result result) {
            if (retired) {
                retired = false;
                result.r2 = true;
            }
        }
    }
}
