// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.internal.sender.Exchange.pass;
import static io.github.gas4j.core.internal.sender.Exchange.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.net.SendQueues;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ages and times as other threads read them; the clock is the test's. */
class VitalsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SPACING = Duration.ofMillis(100);

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

    private Vitals vitals() {
        return rig.sender.vitals();
    }

    private Duration oldest() {
        return Duration.ofNanos(vitals().oldestBufferedNanos());
    }

    private Duration sinceProgress() {
        return Duration.ofNanos(vitals().sinceLastProgressNanos());
    }

    private Duration outageTime() {
        return Duration.ofNanos(vitals().outageNanos());
    }

    private void beDown() {
        rig.resolves = false;
        rig.until(BACKING_OFF);
        rig.step();
    }

    @Test
    void nothingIsOldWhileNothingWaits() throws IOException {
        assertThat(oldest()).isZero();
        Peer.Link link = rig.connect(peer);
        send(rig, link, "one");
        pass(rig, SECOND.multipliedBy(10));

        assertThat(rig.buffer().usedBytes()).as("kept for replay").isPositive();
        assertThat(oldest()).isZero();
    }

    @Test
    void theTimeBeforeAnEventCameIsNotItsAge() {
        beDown();
        pass(rig, Duration.ofHours(1));
        rig.offer("one");
        pass(rig, Duration.ZERO);

        assertThat(oldest()).isLessThanOrEqualTo(SPACING);
        pass(rig, SECOND.multipliedBy(3));
        assertThat(oldest())
                .isBetween(SECOND.multipliedBy(3), SECOND.multipliedBy(3).plus(SPACING));
    }

    @Test
    void theOldestEventIsTheOneThatCounts() {
        beDown();
        for (int i = 0; i < 10; i++) {
            rig.offer("more");
            pass(rig, Duration.ZERO);
            rig.advance(SECOND);
        }

        assertThat(oldest()).isEqualTo(SECOND.multipliedBy(10));
    }

    @Test
    void anEventThatIsToBeWrittenAgainIsAsOldAsBefore() throws IOException {
        Peer.Link link = rig.connect(peer);
        send(rig, link, "one");
        pass(rig, SECOND.multipliedBy(20));
        send(rig, link, "two");
        rig.resolves = false;
        link.reset();
        rig.until(BACKING_OFF);
        rig.step();

        assertThat(oldest())
                .isBetween(SECOND.multipliedBy(20), SECOND.multipliedBy(20).plus(SPACING));
    }

    @Test
    void whatHasExpiredIsNoLongerTheOldest() throws IOException {
        rigWith(options -> options.option("maxRetries", "1"));
        beDown();
        rig.offer("one");
        for (int i = 0; i < 5; i++) {
            pass(rig, SECOND.multipliedBy(20));
            rig.until(BACKING_OFF);
        }
        rig.offer("two");
        pass(rig, Duration.ZERO);

        assertThat(rig.dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(1);
        assertThat(oldest()).isLessThanOrEqualTo(SPACING);
    }

    @Test
    void whatWasEvictedIsNoLongerTheOldest() throws IOException {
        rigWith(options -> options.option("overflow", "DROP_OLDEST").option("maxRetries", "-1"));
        beDown();
        for (int i = 0; i < 200; i++) {
            rig.offer(Bytes.event(i, 1_000));
            pass(rig, Duration.ZERO);
            rig.advance(SECOND);
        }

        long held = Bytes.frames(rig.buffer()).size();
        assertThat(held).isLessThan(70);
        assertThat(oldest()).isEqualTo(SECOND.multipliedBy(held));
    }

    @Test
    void aSleepingSenderSeesWhenTheFirstEventComes() {
        beDown();
        rig.random = 1;
        rig.run(SECOND.multipliedBy(30), Duration.ofMillis(5), () -> {});
        long[] offered = {0};
        List<Duration> ages = new ArrayList<>();

        rig.run(SECOND.multipliedBy(4), Duration.ofMillis(5), () -> {
            if (offered[0]++ == 20) {
                rig.offer("one");
            } else if (offered[0] > 60) {
                ages.add(oldest().minus(Duration.ofMillis(5).multipliedBy(offered[0] - 20)));
            }
        });

        assertThat(ages)
                .isNotEmpty()
                .allSatisfy(error -> assertThat(error.abs()).isLessThanOrEqualTo(SPACING));
    }

    @Test
    void eventsThatKeepComingDoNotWakeASleepingSender() {
        beDown();
        rig.random = 1;
        rig.run(SECOND.multipliedBy(30), Duration.ofMillis(5), () -> {});

        long cycles = rig.run(SECOND.multipliedBy(10), Duration.ofMillis(1), () -> rig.offer("more"));

        assertThat(cycles).as("ten a second, and the attempts").isBetween(50L, 200L);
    }

    @Test
    void progressIsWhatTheSocketTakesWhereNothingElseIsKnown() throws IOException {
        rig.close();
        rig = new SenderRig(
                SenderRig.config(peer, options -> options), SendQueues.forced(SendQueues.Kind.NONE, () -> rig.now));
        pass(rig, Duration.ZERO);
        rig.advance(SECOND.multipliedBy(7));
        assertThat(sinceProgress()).as("since the start").isEqualTo(SECOND.multipliedBy(7));

        Peer.Link link = rig.connect(peer);
        send(rig, link, "one");
        assertThat(sinceProgress()).isZero();

        pass(rig, SECOND.multipliedBy(5));
        assertThat(sinceProgress()).isEqualTo(SECOND.multipliedBy(5));
    }

    @Test
    void anOutageLastsUntilThereIsAConnection() throws IOException {
        Peer.Link link = rig.connect(peer);
        assertThat(vitals().outages()).isZero();
        rig.resolves = false;
        link.reset();
        rig.until(BACKING_OFF);
        long began = rig.now;
        for (int i = 0; i < 3; i++) {
            pass(rig, SECOND.multipliedBy(10));
        }
        assertThat(vitals().outages()).as("one, however many attempts").isEqualTo(1);
        assertThat(vitals().outageNanos()).as("so far").isEqualTo(rig.now - began);

        rig.resolves = true;
        rig.advance(SECOND.multipliedBy(10));
        rig.connect(peer);
        Duration lasted = outageTime();
        pass(rig, SECOND.multipliedBy(10));

        assertThat(lasted.toNanos()).isBetween(SECOND.multipliedBy(30).toNanos(), rig.now - began);
        assertThat(outageTime()).isEqualTo(lasted);
        assertThat(vitals().outages()).isEqualTo(1);
    }

    @Test
    void anOutageNeverBecomesShorter() throws IOException {
        beDown();
        rig.resolves = true;
        rig.advance(SECOND.multipliedBy(10));
        rig.tick = 1_000;
        long[] longest = {0};
        boolean[] looks = {false};
        rig.onClock = () -> {
            if (!looks[0]) {
                looks[0] = true;
                longest[0] = Math.max(longest[0], vitals().outageNanos());
                looks[0] = false;
            }
        };
        rig.connect(peer);

        assertThat(longest[0]).isPositive();
        assertThat(vitals().outageNanos()).isGreaterThanOrEqualTo(longest[0]);
    }

    @Test
    void theEndOfTheClientEndsTheOutage() {
        beDown();
        rig.advance(SECOND);
        rig.sender.finish(true);
        Duration lasted = outageTime();

        rig.advance(SECOND);

        assertThat(lasted).isBetween(SECOND, SECOND.multipliedBy(2));
        assertThat(outageTime()).isEqualTo(lasted);
    }

    @Test
    void theEndOfAnIdleConnectionIsNoOutage() throws IOException {
        Peer.Link link = rig.connect(peer);
        pass(rig, SECOND.multipliedBy(5));
        link.close();
        Exchange.untilLost(rig);
        rig.connect(peer);

        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(vitals().outages()).isZero();
        assertThat(vitals().connects()).isEqualTo(2);
    }

    @Test
    void aConnectTakesFromTheLookupToTheConnection() throws IOException {
        rig.lookupsHang = true;
        rig.step();
        assertThat(rig.sender.state()).isEqualTo(ConnectionState.CONNECTING);
        rig.advance(SECOND.multipliedBy(2));
        assertThat(vitals().connects()).isZero();
        rig.lookupsHang = false;
        rig.hung.remove().run();
        rig.connect(peer);

        assertThat(vitals().connects()).isEqualTo(1);
        assertThat(Duration.ofNanos(vitals().connectNanos())).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    void anAttemptThatFailsIsNoConnect() throws IOException {
        beDown();
        rig.resolves = true;
        rig.advance(SECOND.multipliedBy(20));
        rig.connect(peer);

        assertThat(vitals().connects()).isEqualTo(1);
        assertThat(Duration.ofNanos(vitals().connectNanos())).isLessThan(SECOND);
    }
}
