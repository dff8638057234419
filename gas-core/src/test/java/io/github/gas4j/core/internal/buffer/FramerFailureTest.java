// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.fixtures.Bytes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A record that cannot be filled must not stay open, for the consumer would wait for it for ever. */
class FramerFailureTest {
    private static final byte[] EVENT = Bytes.of("an\nevent");
    private static final String FRAME = "an\\nevent\n";

    private final Framer framer = new Framer(Framing.NEWLINE, true, Integer.MAX_VALUE);
    /** Needs more stack after the claim than before it. */
    private final Framer plain = new Framer(Framing.NONE, false, Integer.MAX_VALUE);

    private final Counters counters = new Counters();
    private final FrameBuffer ring = DirectRing.allocate(1 << 16, counters);

    @Test
    void aRecordWhoseCopyFailsBecomesPadding() {
        long end = plain.append(ring, new byte[4], 2, 3);
        plain.append(ring, EVENT, 0, EVENT.length);

        assertThat(end).isEqualTo(Records.FAILED);
        assertThat(ring.isCommitted()).isTrue();
        assertThat(Bytes.frames(ring)).containsExactly("an\nevent");
        assertThat(counters.snapshot().appended()).isEqualTo(2);
        assertThat(Aborted.take(ring)).isEqualTo(new Aborted(1, 1, 3));
        assertThat(Aborted.take(ring)).as("taken already").isNull();
    }

    @Test
    void anEventThatChangesMeanwhileNeverSpillsIntoItsNeighbours() {
        byte[] changing = Bytes.of("x".repeat(64));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> {
            for (int i = 0; !over.get(); i++) {
                changing[i % 60] = (byte) (i / 60 % 2 == 0 ? '\n' : 'x');
            }
        });

        for (int i = 0; i < 5_000; i++) {
            framer.append(ring, EVENT, 0, EVENT.length);
            framer.append(ring, changing, 0, changing.length);
            framer.append(ring, EVENT, 0, EVENT.length); // which pads the one before, if it failed

            assertThat(ring.isCommitted()).isTrue();
            List<String> frames = Bytes.frames(ring);
            assertThat(frames).hasSizeBetween(2, 3);
            assertThat(frames.get(0)).isEqualTo(FRAME);
            assertThat(frames.get(frames.size() - 1)).isEqualTo(FRAME);
            ring.release(ring.tail());
        }
        over.set(true);
        change.join();
    }

    @Test
    void aStackThatEndsHalfWayLeavesNoRecordOpen() throws InterruptedException {
        framer.append(ring, EVENT, 0, EVENT.length);
        Dive dive = new Dive();
        for (int i = 0; i < 5; i++) {
            Thread diver = new Thread(null, dive::down, "diver", 256 << 10);
            diver.start();
            diver.join();
            dive.appends = 0;
        }

        framer.append(ring, EVENT, 0, EVENT.length); // which pads what the last dive left open

        assertThat(dive.cutShort).as("appends that met the end of the stack").isPositive();
        assertThat(ring.isCommitted()).isTrue();
        Aborted aborted = Aborted.take(ring);
        // where append has been compiled into one frame, the stack has always ended before the claim
        long failed = aborted == null ? 0 : aborted.appended();
        assertThat(Bytes.frames(ring)).containsOnly(FRAME, "an\nevent").hasSize((int)
                (counters.snapshot().appended() - failed));
    }

    /** Goes down to the stack's end and appends at each step on its way up, until the stack is long enough. */
    private final class Dive {
        private int appends;
        private int cutShort;

        @SuppressWarnings("InfiniteRecursion") // that is what it is for
        private void down() {
            try {
                down();
            } catch (StackOverflowError end) {
                cutShort += appends > 0 ? 1 : 0;
            }
            if (appends < 100) {
                appends++;
                cutShort += plain.append(ring, EVENT, 0, EVENT.length) < 0 ? 1 : 0;
            }
        }
    }
}
