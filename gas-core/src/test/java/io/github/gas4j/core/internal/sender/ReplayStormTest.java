// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A collector, or a proxy for one that is down, that accepts and closes: without growing pauses, everything would be
 * written again to each of its connections, twenty times a second.
 */
class ReplayStormTest {
    private static final int EVENT = 1_000;
    private static final long MIB = 1 << 20;
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Peer peer = new Peer(4_096);

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    private SenderRig rig(Delivery delivery) {
        SenderRig rig = new SenderRig(
                peer,
                options -> options.option("bufferSize", Long.toString(MIB))
                        .option("delivery", delivery.name())
                        .option("maxRetries", "-1"));
        rig.fill(EVENT);
        return rig;
    }

    /** Lets time pass while the peer resets each connection when it has lived for a while. */
    private void crash(SenderRig rig, Duration time, Duration life) throws IOException {
        long end = rig.now + time.toNanos();
        long connectedAt = rig.now;
        while (rig.now - end < 0) {
            rig.step();
            if (rig.selector.keys().isEmpty()) {
                connectedAt = rig.now;
            } else if (rig.now - connectedAt >= life.toNanos()) {
                peer.resetAll();
            }
            rig.advance(STEP);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPeerThatAcceptsAndClosesIsWrittenToAFewTimesAMinute(Delivery delivery) throws IOException {
        try (SenderRig rig = rig(delivery)) {
            crash(rig, MINUTE, Duration.ZERO);
            long first = rig.counters.failedAttempts();
            crash(rig, MINUTE, Duration.ZERO);
            long second = rig.counters.failedAttempts() - first;

            assertThat(first).as("in the first minute, at half of each bound").isBetween(20L, 32L);
            assertThat(second).as("in the second").isBetween(10L, 14L);
            assertThat(rig.counters.connections()).isPositive();
            assertThat(rig.counters.snapshot().written() * EVENT)
                    .as("bytes written in two minutes")
                    .isLessThan(25 * MIB);
            rig.assertAccounts();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCollectorThatCrashesAfterEachStartGetsABufferAtMostEachTime(Delivery delivery) throws IOException {
        try (SenderRig rig = rig(delivery)) {
            crash(rig, MINUTE, Duration.ofMillis(1_500));

            assertThat(rig.counters.connections()).isBetween(20L, 40L);
            assertThat(rig.counters.snapshot().written() * EVENT)
                    .as("bytes written in a minute")
                    .isLessThan(40 * MIB);
            rig.assertAccounts();
        }
    }
}
