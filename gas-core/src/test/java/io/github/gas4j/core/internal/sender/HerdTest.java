// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.net.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Simulates a fleet that loses its collector in one moment and gets it back after 20 s: which client connects when, for
 * several rules of waiting and several fills of the clients' buffers. An attempt takes no time, as when the port is closed.
 * Writes its figures to {@code target/herd.md}.
 */
class HerdTest {
    private static final int CLIENTS = 10_000;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long OUTAGE = 20 * SECOND;
    private static final long WINDOW = SECOND / 10;
    private static final Backoff BACKOFF = new Backoff(SECOND / 10, 10 * SECOND);

    private static final Herd QUIET = filling("quiet clients", 10_000);
    private static final Herd HALF_FULL = filling("clients with a half-full buffer, full after 40 s", 40);
    private static final Herd NEARLY_FULL = filling("clients with a nearly full buffer, full after 22 s", 22);
    private static final Herd FULL = filling("clients with a full buffer", 5);
    private static final Herd RUSHING = herd(
            "full clients, if they waited 250 ms at most",
            random -> at -> Backoff.delay(SECOND / 4, random.nextDouble()));
    private static final Herd UNJITTERED = herd("without jitter: half of the outage", random -> BACKOFF::scheduled);
    private static final Herd FIXED = herd("30 s, fixed", random -> at -> 30 * SECOND);

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

    /** Clients whose buffers are full so many seconds after the beginning of the outage. */
    private static Herd filling(String rule, long seconds) {
        return herd(rule, random -> at -> delay(at, seconds * SECOND, random));
    }

    /** Draws as the sender does: again each time that half of the room is used. */
    private static long delay(long at, long fullAt, Random random) {
        long retryAt = Long.MAX_VALUE;
        for (long drawnAt = at; drawnAt < retryAt; ) {
            long left = Math.max(Backoff.FULL, fullAt - drawnAt);
            long bound = BACKOFF.hastened(drawnAt, left);
            retryAt = Math.min(retryAt, drawnAt + Backoff.delay(bound, random.nextDouble()));
            drawnAt = left > SECOND / 100 ? drawnAt + left / 2 : Long.MAX_VALUE;
        }
        return retryAt - at;
    }

    /** Lets every client wait and try; {@code rule} makes the delay from the time since the beginning of the outage. */
    private static Herd herd(String rule, Function<Random, LongUnaryOperator> delays) {
        Random random = new Random(20);
        LongUnaryOperator delay = delays.apply(random);
        long[] connects = new long[CLIENTS];
        for (int client = 0; client < CLIENTS; client++) {
            long now = 0;
            while (now < OUTAGE) {
                now += delay.applyAsLong(now);
            }
            connects[client] = now - OUTAGE;
        }
        Arrays.sort(connects);
        return new Herd(rule, connects);
    }

    @AfterAll
    static void writeTable() throws IOException {
        String rows = List.of(QUIET, HALF_FULL, NEARLY_FULL, FULL, RUSHING, UNJITTERED, FIXED).stream()
                .map(Herd::row)
                .collect(Collectors.joining("\n"));
        String head = """
                | | most connects in 100 ms | half are back after | 99 % are back after |
                |---|---:|---:|---:|
                """;
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("herd.md"), head + rows + "\n");
    }

    @Test
    void fullJitterSpreadsTheFleetThatFixedDelaysKeepTogether() {
        assertThat(FIXED.worst()).isEqualTo(CLIENTS);
        assertThat(UNJITTERED.worst()).isEqualTo(CLIENTS);
        assertThat(QUIET.worst()).isLessThan(CLIENTS * 3 / 100);
        assertThat(HALF_FULL.worst()).isLessThan(CLIENTS * 3 / 100);
    }

    @Test
    void fullClientsDoNotComeBackAllAtOnce() {
        assertThat(RUSHING.worst()).isGreaterThan(CLIENTS / 2);
        assertThat(FULL.worst()).isLessThan(CLIENTS * 8 / 100);
    }

    @Test
    void noClientWaitsLongerThanItsBound() {
        assertThat(QUIET.recoverySeconds(1)).isLessThanOrEqualTo(10);
        assertThat(HALF_FULL.recoverySeconds(1)).isLessThanOrEqualTo(10);
        assertThat(FULL.recoverySeconds(1)).isLessThanOrEqualTo(3.5);
    }

    @Test
    void clientsThatAreNearlyFullComeBackBeforeTheyLoseEvents() {
        assertThat(NEARLY_FULL.recoverySeconds(1)).isLessThan(2);
    }
}
