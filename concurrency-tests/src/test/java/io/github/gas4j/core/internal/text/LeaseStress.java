// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads write into the same buffer, one after the other: the second sees what the first has left. */
final class LeaseStress {
    private LeaseStress() {}

    private static int append(Scratch scratch) {
        scratch.bytes().append((byte) 'x');
        return scratch.bytes().length();
    }

    /** The lease itself. */
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1", "1, -1", "-1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "one after the other, or one did not get it")
    @Outcome(
            expect = Expect.FORBIDDEN,
            desc = "both had it at the same time, or the second did not see the first one's byte")
    @State
    public static class Holds {
        private final Scratch scratch = new Scratch();

        @Actor
        public void one(II_Result result) {
            result.r1 = write();
        }

        @Actor
        public void other(II_Result result) {
            result.r2 = write();
        }

        private int write() {
            if (!scratch.lease().begin()) {
                return -1;
            }
            int length = append(scratch);
            scratch.lease().end();
            return length;
        }
    }

    /** The lease begins by a look and a store. */
    @JCStressTest
    @Outcome(
            id = {"1, 2", "2, 1", "1, -1", "-1, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "as it should be")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both had it at the same time")
    @State
    public static class BrokenLooksAndStores {
        private final Scratch scratch = new Scratch();
        private final AtomicInteger taken = new AtomicInteger();

        @Actor
        public void one(II_Result result) {
            result.r1 = write();
        }

        @Actor
        public void other(II_Result result) {
            result.r2 = write();
        }

        private int write() {
            if (taken.get() != 0) {
                return -1;
            }
            taken.set(1);
            int length = append(scratch);
            taken.set(0);
            return length;
        }
    }
}
