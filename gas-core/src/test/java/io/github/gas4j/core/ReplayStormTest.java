// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A collector, or a proxy for one that is down, that accepts and closes: without growing pauses, everything would be
 * written again to each of its connections, twenty times a second.
 */
class ReplayStormTest {
    private static final int EVENT = 1_000;
    private static final Duration STEP = Duration.ofMillis(10);

    @ParameterizedTest
    @EnumSource
    void aPeerThatAcceptsAndClosesIsWrittenToAFewTimesAMinute(Delivery delivery) throws IOException {
        try (Peer peer = new Peer(4_096);
                SenderRig rig = new SenderRig(
                        peer,
                        options ->
                                options.bufferSize(1 << 20).delivery(delivery).maxRetries(-1))) {
            rig.fill(EVENT);
            long end = rig.now + Duration.ofMinutes(1).toNanos();
            while (rig.now - end < 0) {
                rig.step();
                if (!rig.selector.keys().isEmpty()) {
                    peer.resetAll();
                }
                rig.advance(STEP);
            }

            long attempts = rig.counters.failedAttempts.sum();
            assertThat(attempts).as("at half of each backoff's bound").isBetween(10L, 20L);
            assertThat(rig.counters.connections.sum()).isPositive();
            assertThat(rig.counters.written.sum() * EVENT)
                    .as("bytes written in a minute")
                    .isLessThan(20L << 20);
            rig.assertAccounts();
        }
    }
}
