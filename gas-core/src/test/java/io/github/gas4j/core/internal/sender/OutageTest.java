// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.DropReason.RETRIES_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long events last in an outage with the default {@code maxRetries}, and how often the sender looks. */
class OutageTest {
    private static final int RUNS = 200;
    private static final double SECOND = 1e9;
    private static final Duration SLICE = Duration.ofMillis(250);
    private static final Duration TICK = Duration.ofMillis(10);

    private final Peer peer = new Peer(4_096);

    @AfterEach
    void close() throws IOException {
        peer.close();
    }

    /** A sender whose attempts fail, each after this time. */
    private SenderRig rig(int seed, Duration attempt, UnaryOperator<GasConfigBuilder> options) {
        SenderRig rig = new SenderRig(peer, options);
        rig.randomness = new Random(seed)::nextDouble;
        rig.names = host -> {
            rig.advance(attempt);
            throw new UnknownHostException(host);
        };
        return rig;
    }

    /** After how many seconds the first event was given up, in ascending order for many seeds. */
    private double[] lifetimes(boolean full, Duration attempt) throws IOException {
        double[] seconds = new double[RUNS];
        for (int seed = 0; seed < RUNS; seed++) {
            try (SenderRig rig = rig(seed, attempt, options -> options)) {
                rig.offer("first");
                if (full) {
                    rig.fill(500);
                }
                rig.run(Duration.ofSeconds(50), SLICE, () -> {});
                while (rig.dropped(RETRIES_EXHAUSTED) == 0) {
                    rig.run(SLICE, SLICE, () -> {});
                }
                seconds[seed] = (rig.now - rig.began) / SECOND;
            }
        }
        Arrays.sort(seconds);
        return seconds;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theDefaultNumberOfRetriesTakesTwoMinutesAlsoIfAFullBufferHastensThem(boolean full) throws IOException {
        double[] seconds = lifetimes(full, Duration.ZERO);

        assertThat(mean(seconds)).isCloseTo(120, Percentage.withPercentage(10));
        assertThat(Arrays.stream(seconds).filter(life -> Math.abs(life - 120) <= 30))
                .as("runs within a quarter of it")
                .hasSizeGreaterThan(RUNS * 8 / 10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void attemptsThatTakeLongAddTheirTime(boolean full) throws IOException {
        double[] seconds = lifetimes(full, Duration.ofSeconds(5));

        assertThat(seconds[0]).as("46 attempts").isGreaterThan(46 * 5);
        assertThat(mean(seconds)).isLessThan(46 * 5 + 240);
    }

    /** Offers events at a steady rate, each beginning with the time at which it came. */
    private static final class Load implements Runnable {
        private final SenderRig rig;
        private final long perSecond;
        private final ByteBuffer event = ByteBuffer.allocate(90);
        private long events;

        Load(SenderRig rig, long perSecond) {
            this.rig = rig;
            this.perSecond = perSecond;
        }

        @Override
        public void run() {
            long elapsed = rig.now - rig.began;
            event.putLong(0, elapsed);
            for (long due = elapsed / (1_000_000_000 / perSecond); events < due; events++) {
                rig.intake.offer(event.array(), 0, event.capacity());
            }
        }
    }

    private static double secondsWaited(SenderRig rig, long record) {
        ByteBuffer came = ByteBuffer.allocate(Long.BYTES);
        rig.buffer().get(record, 0, came, Long.BYTES);
        return (rig.now - rig.began - came.getLong(0)) / SECOND;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void anEndlessOutageGivesUpWhatIsOldAndKeepsWhatCameLast(int seed) throws IOException {
        try (SenderRig rig = rig(seed, Duration.ZERO, options -> options.option("bufferSize", "1MiB"))) {
            Load load = new Load(rig, 20_000);
            while (rig.dropped(RETRIES_EXHAUSTED) == 0) {
                rig.run(SLICE, TICK, load);
            }
            double first = (rig.now - rig.began) / SECOND;
            assertThat(first).isBetween(90.0, 150.0);
            double oldest = 0;
            for (int i = 0; i < 480 * 4; i++) {
                rig.run(SLICE, TICK, load);
                oldest = Math.max(oldest, secondsWaited(rig, rig.buffer().released()));
            }
            assertThat(oldest).as("46 failures, 5 s apart").isBetween(180.0, 290.0);
            assertThat(rig.dropped(RETRIES_EXHAUSTED))
                    .as("more than one buffer")
                    .isGreaterThan(rig.buffer().capacity() / 96);
            rig.assertAccounts();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Overflow.class,
            names = {"DROP_NEWEST", "DROP_OLDEST"})
    void aFullBufferAndALoadAtFullSpeedDoNotMakeTheSenderSpin(Overflow overflow) throws IOException {
        try (SenderRig rig = rig(
                1,
                Duration.ZERO,
                options -> options.option("overflow", overflow.name())
                        .option("maxRetries", "-1")
                        .option("bufferSize", "8MiB"))) {
            Load flood = new Load(rig, 100_000);
            rig.run(Duration.ofSeconds(5), TICK, flood);

            long attempts = rig.counters.failedAttempts();
            long cycles = rig.run(Duration.ofMinutes(1), TICK, flood);

            assertThat(cycles)
                    .as("cycles a minute; about ten a second to evict, and ten to see what comes")
                    .isLessThan(overflow == Overflow.DROP_OLDEST ? 1_500 : 400);
            assertThat(rig.counters.failedAttempts() - attempts)
                    .as("attempts a minute, 3.5 s apart at most")
                    .isBetween(25L, 50L);
        }
    }
}
