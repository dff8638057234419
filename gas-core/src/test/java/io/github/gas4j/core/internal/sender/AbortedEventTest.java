// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.DropReason.ENCODING_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.Framing;
import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.buffer.Admission;
import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.Framer;
import io.github.gas4j.core.internal.buffer.Intake;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event whose producer fails while it is copied: counted once, and in nobody's way; stepped without a thread. */
class AbortedEventTest {
    private final Peer peer = new Peer(4_096);
    private final SenderRig rig =
            new SenderRig(peer, options -> options.option("framing", "NONE").option("escapeNewlines", "false"));

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    /** Claims room and fails, for there are fewer bytes than it was told. */
    private void abort() {
        assertThat(rig.intake.offer(new byte[0], 0, 5)).isFalse();
    }

    @Test
    void isDroppedByTheSenderAndThoseBehindItAreSent() throws IOException {
        Peer.Link link = rig.connect(peer);
        abort();
        rig.offer("event");

        rig.untilWritten(1);
        assertThat(link.read("event".length())).isEqualTo("event");
        assertThat(rig.dropped(ENCODING_FAILED)).isEqualTo(1);
        assertThat(rig.counters.snapshot().offered()).isEqualTo(2);
        rig.assertAccounts();
    }

    @Test
    void wakesTheSenderWhoCountsIt() {
        AtomicInteger rings = new AtomicInteger();

        assertThat(intake(new Doorbell(rings::incrementAndGet)).offer(new byte[0], 0, 5))
                .isFalse();

        assertThat(rings).hasValue(1);
    }

    @Test
    void isCountedOnceIfTheStackEndsBeforeTheSenderIsTold() throws IOException {
        rig.connect(peer);
        Doorbell bell = new Doorbell(AbortedEventTest::endOfStack);

        assertThat(intake(bell).offer(new byte[0], 0, 5)).isFalse();

        rig.step();
        assertThat(rig.dropped(ENCODING_FAILED)).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void isCountedOnceIfItIsRefusedAndTheStackEndsThen() {
        Doorbell bell = new Doorbell(AbortedEventTest::endOfStack);

        assertThat(intake(bell).offer(new byte[101], 0, 101)).isFalse();

        assertThat(rig.dropped(DropReason.TOO_LARGE)).isEqualTo(1);
        assertThat(rig.counters.snapshot().offered()).isEqualTo(1);
    }

    @Test
    void isNotWhatIsInTheBufferWhenTheStackEnds() {
        Doorbell bell = new Doorbell(AbortedEventTest::endOfStack);
        assertThat(bell.arm(0, rig.buffer())).isTrue();

        assertThat(intake(bell).offer(new byte[5], 0, 5)).isTrue();

        assertThat(rig.counters.snapshot().offered()).isEqualTo(1);
        assertThat(rig.dropped()).isZero();
    }

    private Intake intake(Doorbell bell) {
        Framer framer = new Framer(Framing.NONE, false, 100);
        Admission settings = new Admission(rig.buffer(), framer, Overflow.DROP_NEWEST, 0, Integer.MIN_VALUE, 0, null);
        return new Intake(settings, rig.counters, bell);
    }

    private static void endOfStack() {
        throw new StackOverflowError();
    }

    @Test
    void isCountedIfTheBufferIsReplacedThen() throws IOException {
        rig.connect(peer);
        abort();
        rig.offer("event"); // which turns its record into padding
        rig.requests.reconfigure(SenderRig.config(
                peer,
                options -> options.option("framing", "NONE")
                        .option("escapeNewlines", "false")
                        .option("bufferSize", "1MiB")));

        rig.step();

        assertThat(rig.buffer().capacity()).isEqualTo(1 << 20);
        assertThat(rig.dropped(ENCODING_FAILED)).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void neverCountsBackwards() throws IOException {
        rig.connect(peer);
        abort();
        long before = rig.counters.snapshot().offered();

        rig.step();

        assertThat(before).isEqualTo(1);
        assertThat(rig.counters.snapshot().offered()).isEqualTo(1);
    }

    @Test
    void isCountedOnceIfItIsTheLast() throws IOException {
        rig.connect(peer);
        abort();

        rig.sender.finish(true);

        assertThat(rig.dropped(ENCODING_FAILED)).isEqualTo(1);
        assertThat(rig.dropped()).isEqualTo(1);
        assertThat(rig.counters.snapshot().offered()).isEqualTo(1);
    }
}
