// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Simulates a fleet that loses its collector in one moment and gets it back after a while: who connects when, for several
 * rules of waiting. An attempt takes no time, as when the port is closed. Writes its figures to {@code target/herd.md}.
 */
class HerdTest {
    private static final int CLIENTS = 10_000;
    private static final long OUTAGE = Duration.ofSeconds(20).toNanos();
    private static final long WINDOW = Duration.ofMillis(100).toNanos();

    private static final Herd DEFAULT = herd("full jitter up to 10 s (the default)", jittered(Duration.ofSeconds(10)));
    private static final Herd SHORTER = herd("full jitter up to 5 s", jittered(Duration.ofSeconds(5)));
    private static final Herd BOUNDED = herd("100 ms doubled up to 10 s, without jitter", unjittered());
    private static final Herd DOUBLED = herd("10 ms doubled, without jitter", failures -> 10_000_000L << failures);
    private static final Herd FIXED = herd("30 s, fixed", failures -> 30_000_000_000L);

    /** The clients' connects in order of time, in nanoseconds since the collector came back. */
    private static final class Herd {
        private final String rule;
        private final long[] connects;

        Herd(String rule, long[] connects) {
            this.rule = rule;
            this.connects = connects;
        }

        /** The most connects that lie within one window, wherever it begins. */
        int worst() {
            int worst = 0;
            for (int first = 0, end = 0; first < connects.length; first++) {
                while (end < connects.length && connects[end] - connects[first] < WINDOW) {
                    end++;
                }
                worst = Math.max(worst, end - first);
            }
            return worst;
        }

        double recoverySeconds(double share) {
            return connects[(int) Math.ceil(share * connects.length) - 1] / 1e9;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.1f s | %.1f s |",
                    rule,
                    worst(),
                    recoverySeconds(0.5),
                    recoverySeconds(0.99));
        }
    }

    private static LongUnaryOperator jittered(Duration max) {
        return new RetryPolicy(Duration.ofMillis(100), max, new Random(20)::nextDouble)::delayNanos;
    }

    private static LongUnaryOperator unjittered() {
        double greatest = Math.nextDown(1.0);
        return new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(10), () -> greatest)::delayNanos;
    }

    /** Lets every client wait and try as the sender does: neither the break itself nor the first attempt doubles the delay. */
    private static Herd herd(String rule, LongUnaryOperator delayNanos) {
        long[] connects = new long[CLIENTS];
        for (int client = 0; client < CLIENTS; client++) {
            long now = delayNanos.applyAsLong(0);
            for (long failures = 0; now < OUTAGE; failures++) {
                now += delayNanos.applyAsLong(failures);
            }
            connects[client] = now - OUTAGE;
        }
        Arrays.sort(connects);
        return new Herd(rule, connects);
    }

    @AfterAll
    static void writeTable() throws IOException {
        String rows = List.of(DEFAULT, SHORTER, BOUNDED, DOUBLED, FIXED).stream()
                .map(Herd::row)
                .collect(Collectors.joining("\n"));
        String head = """
                | delay between attempts | most connects in 100 ms | half are back after | 99 % are back after |
                |---|---:|---:|---:|
                """;
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("herd.md"), head + rows + "\n");
    }

    @Test
    void fullJitterSpreadsTheFleetThatFixedDelaysKeepTogether() {
        assertThat(FIXED.worst()).isEqualTo(CLIENTS);
        assertThat(DOUBLED.worst()).isEqualTo(CLIENTS);
        assertThat(BOUNDED.worst()).isEqualTo(CLIENTS);
        assertThat(DEFAULT.worst()).isLessThan(CLIENTS * 3 / 100);
        assertThat(SHORTER.worst()).isLessThan(CLIENTS * 5 / 100);
    }

    @Test
    void nobodyWaitsLongerThanTheGreatestDelay() {
        assertThat(DEFAULT.recoverySeconds(1)).isLessThanOrEqualTo(10);
        assertThat(DEFAULT.recoverySeconds(0.99)).isLessThan(FIXED.recoverySeconds(0.99));
        assertThat(SHORTER.recoverySeconds(1)).isLessThanOrEqualTo(5);
    }
}
