// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.IdleConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When the send queue is looked at, and what follows; the figures are scripted, for kernels cannot be told what to say. */
class AcknowledgementsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Script script = new Script();
    private long now = Long.MAX_VALUE - SECOND;
    private long progress;
    private final Acknowledgements acknowledgements = new Acknowledgements(script, time -> progress = time, now);

    /** A connection of which only the figures matter. */
    private static final class Script extends IdleConnection implements SendQueue {
        private long taken;
        private long unacknowledged;
        private int unanswered;
        private boolean exact = true;
        private long cost;
        private int looks;

        @Override
        public boolean look() {
            looks++;
            return true;
        }

        @Override
        public long unacknowledgedAtMost() {
            return unacknowledged;
        }

        @Override
        public boolean isPeerEnded() {
            return false;
        }

        @Override
        public int unanswered() {
            return unanswered;
        }

        @Override
        public long nanosToNextTry() {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean isExact() {
            return exact;
        }

        @Override
        public long costNanos() {
            return cost;
        }

        @Override
        public long taken() {
            return taken;
        }

        @Override
        public @Nullable SendQueue sendQueue() {
            return this;
        }

        @Override
        public void close() {}
    }

    private void pass(long nanos) {
        now += nanos;
        acknowledgements.tick(now);
    }

    private void write(long bytes) {
        script.taken += bytes;
        acknowledgements.tick(now);
    }

    @Test
    void doesNotLookWhileNothingIsOutstanding() {
        pass(10 * SECOND);

        assertThat(script.looks).isZero();
        assertThat(acknowledgements.nanosUntilDue(now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void progressIsWhatWasAcknowledgedOnceExactFiguresAreKnown() {
        acknowledgements.took(now);
        assertThat(progress).as("before the first look").isEqualTo(now);
        script.unacknowledged = 40;
        write(100);
        pass(SECOND);
        long looked = now;
        assertThat(progress).isEqualTo(looked);

        acknowledgements.took(now);
        script.unacknowledged = 140;
        write(100);
        pass(SECOND);
        assertThat(progress).as("taken, but not acknowledged").isEqualTo(looked);

        script.unacknowledged = 100;
        pass(SECOND);
        assertThat(progress).isEqualTo(now);
    }

    @Test
    void progressIsWhatTheSocketTookWhereFiguresAreNotExact() {
        script.exact = false;
        script.unacknowledged = Long.MAX_VALUE;
        write(100);
        pass(SECOND);

        acknowledgements.took(now);

        assertThat(progress).isEqualTo(now);
    }

    @Test
    void looksASecondAfterAWriteAndThenNoMore() {
        write(100);
        assertThat(acknowledgements.nanosUntilDue(now)).isEqualTo(SECOND);
        pass(SECOND - 1);
        assertThat(script.looks).isZero();

        pass(1);
        assertThat(script.looks).isEqualTo(1);
        assertThat(acknowledgements.acknowledged()).isEqualTo(100);

        pass(10 * SECOND);
        assertThat(script.looks).isEqualTo(1);
    }

    @Test
    void looksOnceASecondWhileSomethingIsOutstanding() {
        script.unacknowledged = 40;
        write(100);
        for (int i = 0; i < 100; i++) {
            pass(SECOND / 10);
        }

        assertThat(script.looks).isEqualTo(10);
        assertThat(acknowledgements.acknowledged()).isEqualTo(60);
        assertThat(acknowledgements.outstandingBytes()).isEqualTo(40);
    }

    @Test
    void doesNotSpendMoreThanHalfAPercentOfTheTimeOnLooks() {
        script.cost = SECOND / 50;
        for (int i = 0; i < 1_000; i++) {
            write(100);
            pass(SECOND / 10);
        }

        assertThat(script.looks * script.cost).isLessThanOrEqualTo(100 * SECOND / 200 + script.cost);
    }

    @Test
    void oneSlowLookDoesNotMakeAHealthyConnectionStalled() {
        script.cost = SECOND / 4;
        script.unacknowledged = 10;
        for (int i = 0; i < 600; i++) {
            write(100);
            pass(SECOND / 10);
            assertThat(acknowledgements.isStalled(now, 30 * SECOND)).isFalse();
        }
        assertThat(script.looks).isGreaterThan(4);
    }

    @Test
    void isSuspectAfterThreeUnansweredTriesUntilAnAnswer() {
        script.unacknowledged = 100;
        script.unanswered = 2;
        write(100);
        pass(SECOND);
        assertThat(acknowledgements.isSuspect()).isFalse();

        script.unanswered = 3;
        pass(SECOND);
        assertThat(acknowledgements.isSuspect()).isTrue();

        script.unacknowledged = 0;
        script.unanswered = 0;
        pass(SECOND);
        assertThat(acknowledgements.isSuspect()).isFalse();
    }

    @Test
    void isStalledWhenNoByteIsAcknowledgedForSoLong() {
        pass(100 * SECOND);
        script.unacknowledged = 100;
        write(100);
        pass(30 * SECOND - 1);
        assertThat(acknowledgements.isStalled(now, 30 * SECOND)).isFalse();

        pass(1);
        assertThat(acknowledgements.isStalled(now, 30 * SECOND))
                .as("without a look nothing is known of the last moment")
                .isFalse();

        pass(SECOND - 1);
        assertThat(acknowledgements.isStalled(now, 30 * SECOND)).isTrue();
        assertThat(acknowledgements.silentNanos(now)).isEqualTo(31 * SECOND - 1);

        script.unacknowledged = 99;
        pass(SECOND);
        assertThat(acknowledgements.isStalled(now, 30 * SECOND)).isFalse();
    }

    @Test
    void aBoundLeavesTheLastBytesOpenButIsNotLookedAtAgainForThem() {
        script.exact = false;
        script.unacknowledged = 4_096;
        write(10_000);
        pass(SECOND);
        pass(10 * SECOND);

        assertThat(acknowledgements.acknowledged()).isEqualTo(5_904);
        assertThat(acknowledgements.isSettled()).isTrue();
        assertThat(acknowledgements.isAllAcknowledged()).isFalse();
        assertThat(script.looks).isEqualTo(1);
    }

    @Test
    void aQueueOfWhichNothingIsKnownIsLookedAtAgain() {
        script.exact = false;
        script.unacknowledged = Long.MAX_VALUE;
        write(10_000);
        pass(SECOND);
        pass(SECOND);

        assertThat(acknowledgements.acknowledged()).isZero();
        assertThat(acknowledgements.isSettled()).isFalse();
        assertThat(script.looks).isEqualTo(2);
    }
}
