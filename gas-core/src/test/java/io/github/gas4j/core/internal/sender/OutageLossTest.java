// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.internal.buffer.Records;
import io.github.gas4j.core.internal.net.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An outage that the buffer holds costs no event: the real sender on an injected clock, with real randomness and a buffer
 * of 4/3 of what is logged in the outage.
 */
class OutageLossTest {
    private static final int RUNS = 20;
    private static final long SECOND = 1_000_000_000;
    private static final int EVENT = 91;
    private static final int BUFFER = 1 << 16;
    private static final Duration TICK = Duration.ofMillis(5);

    /** Logs at a rate that may double, and reads what arrives. */
    private static final class Load implements Runnable {
        private final SenderRig rig;
        private double bytesPerNano;
        private double owed;
        private long last;
        private long doublesAt = Long.MAX_VALUE;
        private Peer.@Nullable Link link;

        Load(SenderRig rig, double bytesPerNano) {
            this.rig = rig;
            this.bytesPerNano = bytesPerNano;
            last = rig.now;
        }

        @Override
        public void run() {
            if (doublesAt != Long.MAX_VALUE && rig.now - doublesAt >= 0) {
                doublesAt = Long.MAX_VALUE;
                bytesPerNano *= 2;
            }
            owed += (rig.now - last) * bytesPerNano;
            last = rig.now;
            long record = Records.recordBytes(EVENT + 1);
            for (; owed >= record; owed -= record) {
                rig.offer(Bytes.event(0, EVENT));
            }
            if (link != null) {
                link.readAvailable();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, false", "1, 30, false", "3, 2, false", "3, 30, false", "10, 2, false", "10, 30, false", "30, 2, false",
        "30, 30, false", "1, 2, true", "1, 30, true", "3, 2, true", "3, 30, true", "10, 2, true", "10, 30, true",
        "30, 2, true", "30, 30, true"
    })
    void anOutageThatTheBufferHoldsCostsNoEvent(int seconds, int age, boolean burst) throws IOException {
        for (int seed = 0; seed < RUNS; seed++) {
            assertThat(dropped(seconds, age, burst, seed))
                    .as("dropped with seed " + seed)
                    .isZero();
        }
    }

    private static long dropped(int seconds, int age, boolean burst, int seed) throws IOException {
        try (Peer peer = new Peer();
                SenderRig rig = new SenderRig(
                        peer,
                        options -> options.option("bufferSize", Long.toString(BUFFER))
                                .option("replayWindow", Long.toString(BUFFER / 8)))) {
            rig.randomness = new Random(seed)::nextDouble;
            Peer.Link link = rig.connect(peer);
            double outage = seconds * 1e9;
            Load load = new Load(rig, BUFFER * 3 / 4 / outage / (burst ? 1.5 : 1));
            load.link = link;
            rig.run(Duration.ofSeconds(age).plusMillis(seed), TICK, load);
            assertThat(rig.counters.snapshot().written()).isPositive();

            load.link = null;
            load.doublesAt = burst ? rig.now + (long) outage / 2 : Long.MAX_VALUE;
            rig.resolves = false;
            link.reset();
            rig.run(Duration.ofSeconds(seconds), TICK, load);
            assertThat(rig.sender.state()).isEqualTo(ConnectionState.BACKING_OFF);
            assertThat(rig.counters.connections()).isEqualTo(1);

            rig.resolves = true;
            rig.run(Duration.ofSeconds(seconds).dividedBy(2), TICK, load);
            rig.assertAccounts();
            return rig.dropped();
        }
    }

    /** Returns how long a client with this rule has waited when it finds the collector, which is back after a time. */
    private static long found(long back, Rule rule, Random random) {
        long now = 0;
        for (int failures = 0; now < back; failures++) {
            now += Backoff.delay(rule.bound(now, failures), random.nextDouble());
        }
        return now;
    }

    /** The bound of a wait, from the age of the outage and the failures in it. */
    @FunctionalInterface
    private interface Rule {
        long bound(long age, int failures);
    }

    private static long losses(Duration outage, Rule rule) {
        long full = outage.toNanos() / 3 * 4;
        return IntStream.range(0, RUNS)
                .filter(seed -> found(outage.toNanos(), rule, new Random(seed)) > full)
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void aWaitThatDoesNotKnowTheBufferSleepsPastIt(int seconds) {
        Duration outage = Duration.ofSeconds(seconds);
        long full = outage.toNanos() / 3 * 4;
        Backoff backoff = new Backoff(SECOND / 10, 10 * SECOND);

        assertThat(losses(outage, (age, failures) -> Math.min(10 * SECOND, (SECOND / 10) << failures)))
                .as("runs that lose, if the bound doubles")
                .isGreaterThanOrEqualTo(2);
        assertThat(losses(outage, (age, failures) -> backoff.hastened(age, full - age)))
                .as("runs that lose, if the bound heeds the buffer")
                .isZero();
    }
}
