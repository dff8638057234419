// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the smallest send buffer tells of real connections. */
@EnabledOnOs(OS.LINUX)
class LeastBufferQueueTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long UNKNOWN = Long.MAX_VALUE;

    private SendQueueRig rig;
    private LeastBufferQueue queue;
    private long now = Long.MAX_VALUE - SECOND;

    @BeforeEach
    void connect() throws IOException {
        rig = SendQueueRig.connect("127.0.0.1");
        queue = new LeastBufferQueue(rig.client, () -> rig.taken, () -> now);
    }

    @AfterEach
    void close() throws IOException {
        queue.close();
        rig.close();
    }

    private long look() {
        assertThat(queue.look()).isTrue();
        return queue.unacknowledgedAtMost();
    }

    @Test
    void anEmptyQueueIsWithinTheLeastBound() {
        assertThat(look()).isEqualTo(LeastBufferQueue.LEAST_BOUND);
        assertThat(queue.isExact()).isFalse();
        assertThat(queue.isPeerEnded()).isFalse();
        assertThat(queue.nanosToNextTry()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aFullQueueIsUnknownUntilThePeerReadsAndNoByteIsLost() throws IOException {
        for (int round = 0; round < 3; round++) {
            rig.fill();
            assertThat(look()).isGreaterThan(LeastBufferQueue.LEAST_BOUND);

            rig.readAll();

            Await.until("the queue is empty", () -> look() == LeastBufferQueue.LEAST_BOUND);
        }
    }

    @Test
    void theBoundIsNeverLessThanTheTruth() throws IOException {
        int bounds = 0;
        for (int size : new int[] {500, 1_000, 3_000}) {
            try (ProcSendQueue truth = rig.proc()) {
                int written;
                do {
                    written = rig.writeOnce(ByteBuffer.allocate(size));
                    long bound = look();
                    assertThat(truth.look()).isTrue(); // acknowledgements only make it less
                    assertThat(bound).isGreaterThanOrEqualTo(truth.unacknowledgedAtMost());
                    bounds += bound < UNKNOWN && bound > LeastBufferQueue.LEAST_BOUND ? 1 : 0;
                } while (written > 0);
            }
            close();
            connect();
        }
        assertThat(bounds).as("looks between the least bound and none").isPositive();
    }

    @Test
    void theSendBufferHasItsSizeAfterALook() throws IOException {
        int before = rig.client.getOption(StandardSocketOptions.SO_SNDBUF);

        look();
        assertThat(rig.client.getOption(StandardSocketOptions.SO_SNDBUF)).isEqualTo(before);

        rig.fill();
        look();
        assertThat(rig.client.getOption(StandardSocketOptions.SO_SNDBUF)).isEqualTo(before);
    }

    @Test
    void aResetConnectionIsUnknownAlthoughItsChannelIsWritable() throws IOException {
        rig.write(1_000);
        Await.until("the bytes arrive", () -> rig.arrived() == 1_000);

        rig.peer.close();

        Await.until("the reset arrives", () -> look() == UNKNOWN);
    }

    @Test
    void bytesOfThePeerHideTheQueueUntilTheyAreRead() throws IOException {
        rig.peer.getOutputStream().write(1);
        Await.until("the byte arrives", () -> look() == UNKNOWN);

        assertThat(rig.client.read(ByteBuffer.allocate(10))).isEqualTo(1);

        assertThat(look()).isEqualTo(LeastBufferQueue.LEAST_BOUND);
    }

    @Test
    void nothingIsKnownAfterOurOwnEnd() throws IOException {
        rig.fill();
        rig.client.shutdownOutput();

        assertThat(look()).isEqualTo(UNKNOWN);
        now += 10 * SECOND;
        assertThat(look()).isEqualTo(UNKNOWN);
        assertThat(queue.unanswered()).isZero();
    }

    @Test
    void countsTheSecondsWithoutProgress() throws IOException {
        look();
        now += 100 * SECOND;
        rig.fill();

        look();
        assertThat(queue.unanswered()).as("the idle time before is not counted").isZero();
        now += SECOND;
        look();
        assertThat(queue.unanswered()).isEqualTo(1);
        now += 2 * SECOND;
        look();
        assertThat(queue.unanswered()).isEqualTo(3);

        rig.readAll();
        Await.until("the queue is empty", () -> look() == LeastBufferQueue.LEAST_BOUND);
        assertThat(queue.unanswered()).isZero();
    }

    @Test
    void aLongQueueThatMovesIsAnswered() throws IOException {
        try (ProcSendQueue truth = rig.proc()) {
            for (int i = 0; i < 10; i++) {
                now += SECOND;
                do {
                    rig.write(4096);
                    assertThat(truth.look()).isTrue();
                } while (truth.unacknowledgedAtMost() < 16_384); // more than the peer's window

                assertThat(look()).isBetween(LeastBufferQueue.LEAST_BOUND + 1, UNKNOWN - 1);
                assertThat(queue.unanswered()).isZero();

                rig.readAll();
                Await.until("the queue is empty", () -> truth.look() && truth.unacknowledgedAtMost() == 0);
            }
        }
    }

    @Test
    void aClosedChannelIsNotSeen() throws IOException {
        rig.client.close();

        assertThat(queue.look()).isFalse();
        assertThat(queue.unacknowledgedAtMost()).isEqualTo(UNKNOWN);
    }

    @Test
    void closingItLeavesTheConnectionWhichCanThenBeClosed() throws IOException {
        look();

        queue.close();
        rig.write(10);
        rig.readAll();
        rig.client.close();

        assertThat(rig.peer.getInputStream().read()).isEqualTo(-1);
    }

    @Test
    void looksInAnInterruptedThreadAndLeavesItInterrupted() throws IOException {
        rig.fill();
        Thread.currentThread().interrupt();
        try {
            assertThat(look()).isGreaterThan(LeastBufferQueue.LEAST_BOUND);
            rig.readAll();
            Await.until("the queue is empty", () -> look() == LeastBufferQueue.LEAST_BOUND);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** The JDK makes a key of 24 bytes for each option that it sets, unless the compiler avoids it. */
    @Test
    void lookingAllocatesOnlyWhatTheJdkNeedsToSetAnOption() throws IOException {
        SendQueueRig.assertAllocates(queue, 2 * 24);
        rig.fill();
        SendQueueRig.assertAllocates(queue, 6 * 24);
    }
}
