// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.Framing;
import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.internal.config.ClientOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A full buffer under {@link Overflow#BLOCK}, stepped without the sender's thread. */
class IntakeBlockTest {
    private static final Duration FOREVER = Duration.ofHours(1);
    private static final byte[] EVENT = Bytes.of(Bytes.event(0, 1_000));

    private final Counters counters = new Counters();
    private final FrameBuffer ring = DirectRing.allocate(1 << 16, new Counters());
    private final Doorbell doorbell = new Doorbell(() -> {});

    private Intake intake(Duration blockTimeout) {
        return new Intake(settings(blockTimeout), counters, doorbell);
    }

    private Admission settings(Duration blockTimeout) {
        ClientOptions options = ClientOptions.of(Map.of(
                "destination", "localhost:1",
                "bufferSize", "64KiB",
                "overflow", "BLOCK",
                "blockTimeout", blockTimeout.toString()));
        return Admission.of(options.buffer(), options.wire(), ring);
    }

    private void fill() {
        Framer framer = new Framer(Framing.NEWLINE, false, 1_000);
        long end = 0;
        while (end >= 0) {
            end = framer.append(ring, EVENT, 0, EVENT.length);
        }
    }

    private void release() {
        ring.release(ring.next(ring.released()));
    }

    private boolean offer(Intake intake) {
        return intake.offer(EVENT, 0, EVENT.length);
    }

    /** Offers on another thread, and returns when that thread waits. */
    private CompletableFuture<Boolean> offerElsewhere(Intake intake) {
        CompletableFuture<Boolean> taken = new CompletableFuture<>();
        Thread thread = new Thread(() -> taken.complete(offer(intake)));
        thread.start();
        Await.until("it waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
        return taken;
    }

    @Test
    void takesAnEventAtOnceWhileThereIsRoom() {
        assertThat(offer(intake(FOREVER))).isTrue();
    }

    @Test
    void waitsForRoom() throws Exception {
        Intake intake = intake(FOREVER);
        fill();
        CompletableFuture<Boolean> taken = offerElsewhere(intake);

        release();

        assertThat(taken.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(counters.snapshot().dropped(DropReason.BUFFER_FULL)).isZero();
    }

    @Test
    void dropsAfterTheTimeout() {
        Intake intake = intake(Duration.ofMillis(20));
        fill();

        assertThat(offer(intake)).isFalse();

        assertThat(counters.snapshot().dropped(DropReason.BUFFER_FULL)).isEqualTo(1);
        assertThat(counters.snapshot().offered()).isEqualTo(1);
    }

    @Test
    void dropsLaterEventsAtOnceUntilSomethingIsReleased() throws Exception {
        Intake shortly = intake(Duration.ofMillis(20));
        fill();
        offer(shortly);
        shortly.use(settings(FOREVER));

        assertThat(offer(shortly)).as("an hour would be too long for this test").isFalse();

        release();
        assertThat(offer(shortly)).isTrue();
        CompletableFuture<Boolean> waits = offerElsewhere(shortly);
        release();
        assertThat(waits.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsItsFlag() {
        Intake intake = intake(FOREVER);
        fill();
        Thread.currentThread().interrupt();

        assertThat(offer(intake)).isFalse();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(counters.snapshot().dropped(DropReason.BUFFER_FULL)).isEqualTo(1);
    }

    @Test
    void anInterruptThatComesLaterEndsTheWaitToo() throws Exception {
        Intake intake = intake(FOREVER);
        fill();
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            offer(intake);
            flag.complete(Thread.currentThread().isInterrupted());
        });
        waiting.start();
        Await.until("it waits", () -> waiting.getState() == Thread.State.TIMED_WAITING);

        waiting.interrupt();

        assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anInterruptedThreadMayOfferWhileThereIsRoom() {
        Thread.currentThread().interrupt();

        assertThat(offer(intake(FOREVER))).isTrue();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void neverWaitsOnTheClientsOwnThread() {
        Intake intake = intake(FOREVER);
        intake.ownThread(Thread.currentThread());
        fill();

        assertThat(offer(intake)).isFalse();
    }

    @Test
    void closingEndsTheWait() throws Exception {
        Intake intake = intake(FOREVER);
        fill();
        CompletableFuture<Boolean> taken = offerElsewhere(intake);

        intake.close();

        assertThat(taken.get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(counters.snapshot().dropped(DropReason.SHUTDOWN)).isEqualTo(1);
    }

    @Test
    void doesNotWaitForAnEventThatIsTooLarge() {
        Intake intake = intake(FOREVER);
        fill();

        assertThat(intake.offer(new byte[1 << 15], 0, 1 << 15)).isFalse();

        assertThat(counters.snapshot().dropped(DropReason.TOO_LARGE)).isEqualTo(1);
    }
}
