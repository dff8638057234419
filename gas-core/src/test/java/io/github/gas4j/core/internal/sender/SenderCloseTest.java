// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CLOSED;
import static io.github.gas4j.core.DropReason.SHUTDOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the sender comes to its end, stepped without a thread. */
class SenderCloseTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final Peer peer = new Peer(4_096);
    private SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private void rigWith(UnaryOperator<GasConfigBuilder> options) throws IOException {
        rig.close();
        rig = new SenderRig(peer, options);
    }

    private void requestClose() {
        rig.intake.close();
        rig.requests.close(rig.now + TIMEOUT.toNanos());
    }

    @Test
    void writesEverythingAndWaitsForTheCollectorsEnd() throws Exception {
        Peer.Link link = rig.connect(peer);
        rig.offer("one", "two");
        requestClose();
        rig.untilWritten(2);
        assertThat(link.readToEndAfter(rig::step)).isEqualTo("one\ntwo\n");
        rig.step();
        rig.step();
        assertThat(rig.sender.isFinished())
                .as("as long as the collector has not ended")
                .isFalse();

        link.close();
        rig.untilFinished();

        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        assertThat(rig.counters.snapshot().released()).isEqualTo(2);
        assertThat(rig.dropped()).isZero();
        assertThat(rig.sender.state()).isEqualTo(CLOSED);
        assertThat(rig.selector.isOpen()).isFalse();
        rig.assertAccounts();
    }

    @Test
    void endsWithTheFooter() throws Exception {
        rigWith(options -> options.header(Bytes.of("<log>")).footer(Bytes.of("</log>")));
        Peer.Link link = rig.connect(peer);
        rig.offer("event");

        requestClose();

        assertThat(link.readToEndAfter(rig::step)).isEqualTo("<log>\nevent\n</log>\n");
        assertThat(rig.counters.snapshot().written()).isEqualTo(1);
    }

    @Test
    void countsWhatWasWrittenAsDeliveredHalfASecondAfterItsOwnEnd() throws Exception {
        Peer.Link link = rig.connect(peer);
        rig.offer("event");
        requestClose();
        link.readToEndAfter(rig::step);

        rig.advance(Duration.ofMillis(499));
        rig.step();
        assertThat(rig.sender.isFinished()).isFalse();

        rig.advance(Duration.ofMillis(1));
        rig.step();
        assertThat(rig.sender.isFinished()).isTrue();
        rig.sender.finish(true);
        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        rig.assertAccounts();
    }

    @Test
    void anIdleConnectionNeedsNoWakeUpToEnd() throws Exception {
        Peer.Link link = rig.connect(peer);
        for (int i = 0; i < 10; i++) {
            rig.step(); // until the sender rests deeply
        }

        requestClose();
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                new Worker(rig.sender, () -> {}, rig.parts.reporter().defects()));

        assertThat(link.readToEnd()).isEmpty();
        link.close();
        end.get(20, TimeUnit.SECONDS);
        assertThat(rig.sender.hasDeliveredAll()).isTrue();
    }

    @Test
    void countsWhatAHungCollectorDidNotTakeAsShutdown() throws Exception {
        rigWith(options -> options.option("bufferSize", "4MiB")
                .option("sendBufferSize", "4KiB")
                .option("writeTimeout", "1h"));
        rig.connect(peer);
        int events = rig.fill(1_000);
        rig.untilBlocked();
        requestClose();
        rig.advance(TIMEOUT.minusMillis(1));
        rig.requests.close(rig.now); // a second request does not count
        rig.step();
        assertThat(rig.sender.isFinished()).isFalse();

        rig.advance(Duration.ofMillis(1));
        rig.step();
        rig.sender.finish(true);

        assertThat(rig.sender.hasDeliveredAll()).isFalse();
        assertThat(rig.dropped(SHUTDOWN))
                .isPositive()
                .isEqualTo(events - rig.counters.snapshot().released());
        assertThat(rig.counters.snapshot().released())
                .as("no more than the kernel has acknowledged")
                .isLessThan(rig.counters.snapshot().written());
        assertThat(rig.heard.dropped(SHUTDOWN)).isEqualTo(rig.dropped(SHUTDOWN));
        assertThat(rig.heard.warnings).last().asString().contains(rig.dropped(SHUTDOWN) + " as SHUTDOWN");
        rig.assertAccounts();
    }

    @Test
    void endsAtOnceWhenDisconnectedWithNothingToSend() {
        rig.resolves = false;
        rig.until(BACKING_OFF);

        requestClose();
        rig.step();

        assertThat(rig.sender.isFinished()).isTrue();
        rig.sender.finish(true);
        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        assertThat(rig.counters.failedAttempts()).isEqualTo(1);
    }

    @Test
    void makesOneAttemptWhenDisconnectedAndDropsTheRestIfItFails() {
        rig.resolves = false;
        rig.offer("one", "two");
        rig.until(BACKING_OFF);

        requestClose();
        rig.untilFinished();

        assertThat(rig.counters.failedAttempts()).isEqualTo(2);
        assertThat(rig.sender.hasDeliveredAll()).isFalse();
        assertThat(rig.dropped(SHUTDOWN)).isEqualTo(2);
        assertThat(rig.now).isEqualTo(rig.began);
        rig.assertAccounts();
    }

    @Test
    void makesOneAttemptWhenDisconnectedAndDeliversIfItWorks() throws Exception {
        rig.resolves = false;
        rig.offer("one", "two");
        rig.until(BACKING_OFF);
        rig.resolves = true;

        requestClose();
        Peer.Link link = rig.connect(peer);
        assertThat(link.readToEndAfter(rig::step)).isEqualTo("one\ntwo\n");
        link.close();
        rig.untilFinished();

        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        rig.assertAccounts();
    }

    @Test
    void triesAgainWhenTheConnectionIsLostWhileItDrains() throws Exception {
        Peer.Link first = rig.connect(peer);
        rig.offer("event");
        requestClose();
        first.reset();
        rig.until(() -> rig.counters.failedAttempts() == 1);
        rig.advance(Duration.ofMillis(50));

        Peer.Link second = rig.connect(peer);
        assertThat(second.readToEndAfter(rig::step)).isEqualTo("event\n");
        second.close();
        rig.untilFinished();

        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        assertThat(rig.counters.connections()).isEqualTo(2);
        rig.assertAccounts();
    }

    @Test
    void goesOnTryingWhenTheConnectionOfItsFirstAttemptIsLost() throws Exception {
        rig.resolves = false;
        rig.offer("event");
        rig.until(BACKING_OFF);
        rig.resolves = true;
        requestClose();
        rig.connect(peer).reset();
        rig.until(() -> rig.counters.failedAttempts() == 2);
        rig.advance(Duration.ofMillis(50));

        Peer.Link second = rig.connect(peer);
        assertThat(second.readToEndAfter(rig::step)).isEqualTo("event\n");
        second.close();
        rig.untilFinished();

        assertThat(rig.sender.hasDeliveredAll()).isTrue();
        rig.assertAccounts();
    }

    @Test
    void endsAtTheDeadlineWhileConnecting() throws Exception {
        rig.offer("event");
        rig.resolves = false;
        requestClose();
        rig.advance(TIMEOUT);

        rig.step();

        assertThat(rig.sender.isFinished()).isTrue();
        rig.sender.finish(true);
        assertThat(rig.dropped(SHUTDOWN)).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void countsEventsThatNoOneEverCommitted() throws Exception {
        rig.connect(peer);
        rig.offer("before");
        rig.untilWritten(1);
        rig.buffer().claim(10);
        rig.offer("behind");
        rig.counters.append();
        requestClose();
        rig.advance(TIMEOUT);
        rig.tick = 1_000_000;

        rig.untilFinished();

        assertThat(rig.sender.hasDeliveredAll()).isFalse();
        assertThat(rig.counters.snapshot().released()).isEqualTo(1);
        assertThat(rig.dropped(SHUTDOWN)).isEqualTo(2);
    }

    @Test
    void aSenderThatNeverRanEndsAsWell() {
        rig.offer("one", "two");
        rig.intake.close();

        rig.sender.finish(true);

        assertThat(rig.sender.state()).isEqualTo(CLOSED);
        assertThat(rig.sender.hasDeliveredAll()).isFalse();
        assertThat(rig.dropped(SHUTDOWN)).isEqualTo(2);
        rig.assertAccounts();
    }

    @Test
    void anEventAfterTheEndIsCountedAsShutdown() {
        rig.intake.close();
        rig.sender.finish(true);

        assertThat(rig.offer("late")).isFalse();

        assertThat(rig.dropped(SHUTDOWN)).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void anEndThatNoOneAskedForRefusesEventsToo() {
        rig.sender.finish(true);

        assertThat(rig.offer("late")).isFalse();

        assertThat(rig.dropped(SHUTDOWN)).isEqualTo(1);
        rig.assertAccounts();
    }
}
