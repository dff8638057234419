// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.CollectorLives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Collectors that close in order what has sent nothing for a while are in good health; those that crash or close at once,
 * again and again, are not, and are not taken for the former.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Report.Extension.class)
class IdleTimeoutIT {
    private static final int PATIENCE = 12_000;
    private static final int LOOP_MILLIS = Length.of(30_000, 8_000);
    private static final double LOOP_RATE = 50;
    /** How close to a timeout an event may cross the end, on a machine that stalls. */
    private static final long CROSSING_MILLIS = 200;

    /** A connection that lives so long ends the outage: the next failure begins anew. */
    private static final int ENDS_AN_OUTAGE_MILLIS = 1_000;

    /** Failed attempts in half of a loop's time; a client that does not back off has hundreds. */
    private static final long BACKED_OFF = 15;

    static IntStream timeouts() {
        return Length.isLong() ? IntStream.of(1, 3, 12) : IntStream.of(1);
    }

    @ParameterizedTest(name = "{0} s")
    @MethodSource("timeouts")
    void anIdleTimeoutCostsAtMostOneDuplicateEach(int seconds, @TempDir Path directory, Report report)
            throws InterruptedException {
        Together.run(Setup.chosen(Delivery.values()), setup -> {
            Path journal = Files.createTempDirectory(directory, "journal");
            try (CollectorLives lives = CollectorLives.closingIdle(journal, Duration.ofSeconds(seconds))) {
                idle(setup, seconds, lives, report);
            }
        });
    }

    private static void idle(Setup setup, int seconds, CollectorLives lives, Report report) throws IOException {
        lives.begin();
        try (Rig rig = new Rig(setup, lives.host(), lives.port(), () -> Arrivals.in(lives.journal()))) {
            rig.drip(intervals(setup, 1_000L * seconds));
            rig.pass(Length.of(180_000, 6_500));
            rig.halt();
            rig.pass(3_000L * seconds + 1_500);
            long accepted = lives.accepted();
            rig.pass(Length.of(5_000 * seconds + 10_000, 3_000));
            long idleConnections = lives.accepted() - accepted;
            Tally tally = new Tally();
            Outcome outcome = rig.settle(PATIENCE);
            tally.add(outcome);
            long closes = lives.idleCloses();
            tally.note(closes + " closes, " + idleConnections + " connections with nothing to send");
            report.add("idle timeout of " + seconds + " s, one event each 0.5 to 30 s", setup, tally);
            tally.checkNothingIsLost(setup.toString());
            assertThat(closes).as("closes").isPositive();
            assertThat(outcome.duplicates()).as("%s, closes", outcome).isLessThanOrEqualTo(closes);
            assertThat(idleConnections).as("connections with nothing to send").isZero();
            assertThat(rig.warning()).as("a WARN line").isEmpty();
        }
    }

    /**
     * Spreads the intervals evenly over their orders of magnitude, and for a short run around the timeout. None is so close
     * to the timeout that an event could cross the collector's end, because that loses a write and is rightly a WARN line.
     */
    private static LongSupplier intervals(Setup setup, long timeout) {
        Random random = new Random(setup.hashCode());
        double least = 500;
        double most = Length.of(30_000, 2_500);
        return () -> {
            long interval = Math.round(least * Math.pow(most / least, random.nextDouble()));
            return Math.abs(interval - timeout) < CROSSING_MILLIS ? timeout + CROSSING_MILLIS : interval;
        };
    }

    static List<Arguments> crashLoops() {
        List<Arguments> all = List.of(
                Arguments.of(300, LOOP_RATE),
                Arguments.of(1_500, LOOP_RATE),
                Arguments.of(300, 0.5),
                Arguments.of(1_500, 0.5));
        return Length.isLong() ? all : all.subList(0, 1);
    }

    /** A connection that ends with the process in order, all read, looks as an idle timeout does, but for its youth. */
    @ParameterizedTest(name = "{0} ms after each start, {1} events per second")
    @MethodSource("crashLoops")
    void aCrashLoopIsNotTakenForAnIdleTimeout(int lifeMillis, double rate, @TempDir Path directory, Report report)
            throws InterruptedException {
        Together.run(loopSetups(), setup -> {
            Path journal = Files.createTempDirectory(directory, "journal");
            try (CollectorLives lives = CollectorLives.nearby(journal);
                    Rig rig = new Rig(setup, lives.host(), lives.port(), () -> Arrivals.in(lives.journal()))) {
                rig.log(rate);
                long[] attempts = halves(rig, () -> {
                    lives.begin();
                    lives.prepare(1);
                    rig.pass(lifeMillis);
                    lives.kill();
                    lives.awaitReady();
                });
                lives.begin();
                String scenario = "crash loop, " + lifeMillis + " ms after each start, " + rate + "/s";
                settleLoop(rig, scenario, setup, attempts, report);
                if (lifeMillis < ENDS_AN_OUTAGE_MILLIS) {
                    assertThat(attempts[1]).as("attempts back off").isLessThanOrEqualTo(BACKED_OFF);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("loopSetups")
    void closingAtOnceIsNotTakenForAnIdleTimeout(Setup setup, @TempDir Path directory, Report report)
            throws IOException {
        try (CollectorLives lives = CollectorLives.nearby(directory)) {
            lives.begin();
            lives.hangUp(true);
            try (Rig rig = new Rig(setup, lives.host(), lives.port(), () -> Arrivals.in(lives.journal()))) {
                rig.log(LOOP_RATE);
                long[] attempts = halves(rig, () -> rig.pass(200));
                lives.hangUp(false);
                settleLoop(rig, "accept and close, " + LOOP_RATE + "/s", setup, attempts, report);
                assertThat(attempts[1]).as("attempts back off").isLessThanOrEqualTo(BACKED_OFF);
            }
        }
    }

    static List<Setup> loopSetups() {
        List<Setup> setups = Setup.chosen(Delivery.REPLAY, Delivery.CONFIRMED);
        return Length.isLong() ? setups : setups.subList(1, 2);
    }

    /** One turn of something that goes on. */
    private interface Turn {
        void take() throws IOException;
    }

    /** Takes turns for the time of a loop; returns the failed attempts in its first and its second half. */
    private static long[] halves(Rig rig, Turn turn) throws IOException {
        long[] attempts = new long[2];
        for (int half = 0; half < attempts.length; half++) {
            long before = rig.stats().get("FailedAttempts");
            long until = System.nanoTime() + Duration.ofMillis(LOOP_MILLIS / 2).toNanos();
            while (System.nanoTime() - until < 0) {
                turn.take();
            }
            attempts[half] = rig.stats().get("FailedAttempts") - before;
        }
        return attempts;
    }

    private static void settleLoop(Rig rig, String scenario, Setup setup, long[] attempts, Report report)
            throws IOException {
        rig.pass(500);
        rig.halt();
        Tally tally = new Tally();
        tally.add(rig.settle(PATIENCE));
        tally.note(attempts[0] + " and " + attempts[1] + " failed attempts in the halves");
        report.add(scenario, setup, tally);
        tally.checkNothingIsLost(setup.toString());
        assertThat(rig.warning()).as("a WARN line").isNotEmpty();
    }
}
