// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.CollectorLives;
import io.github.gas4j.it.fixtures.Firewall;
import io.github.gas4j.it.fixtures.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Connections that are dead and do not say so: a firewall has forgotten them, or a collector hangs until it is killed. What
 * the client wrote to them is written again, and a line tells of it, at every rate.
 */
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(Report.Extension.class)
class DeadConnectionIT {
    private static final boolean NAMESPACES = Namespace.isPossible();
    private static final long WARNED_WITHIN_MILLIS = 30_000;
    private static final int PATIENCE = Length.of(25_000, 12_000);

    static DoubleStream rates() {
        return Length.isLong() ? DoubleStream.of(0.2, 4, 50, 5_000) : DoubleStream.of(50);
    }

    @ParameterizedTest(name = "{0} events per second")
    @MethodSource("rates")
    void aForgottenConnectionLosesNothing(double rate, @TempDir Path directory, Report report)
            throws InterruptedException {
        assumeTrue(NAMESPACES, "needs a network namespace: Linux, root, ip, iptables");
        Together.run(setups(), setup -> {
            Tally tally = new Tally();
            tally.add(forget(setup, rate, Files.createTempDirectory(directory, "journal")));
            report.add("forgotten connection, " + rate + "/s", setup, tally);
            tally.checkNothingIsLost(setup.toString());
            Outcome outcome = tally.outcomes().get(0);
            assertThat(outcome.connections()).as("%s", outcome).isGreaterThan(1);
            assertThat(outcome.warnedAfterMillis()).as("%s", outcome).isBetween(0L, WARNED_WITHIN_MILLIS);
        });
    }

    private static Outcome forget(Setup setup, double rate, Path journal) throws IOException {
        try (Namespace namespace = Namespace.create();
                CollectorLives lives = CollectorLives.in(namespace, journal)) {
            lives.begin();
            try (Rig rig = new Rig(setup, lives.host(), lives.port(), () -> Arrivals.in(lives.journal()))) {
                rig.log(rate);
                rig.pass(Length.of(10_000, 1_000));
                assertThat(new Firewall(namespace).forgetConnections()).isPositive();
                rig.troubleBegins();
                rig.pass(Length.of(60_000, 6_000));
                rig.halt();
                return rig.settle(PATIENCE);
            }
        }
    }

    static List<Arguments> hangs() {
        return Length.isLong()
                ? List.of(Arguments.of(20, 2), Arguments.of(20, 50), Arguments.of(50, 2), Arguments.of(50, 50))
                : List.of(Arguments.of(12, 50));
    }

    @ParameterizedTest(name = "{0} s at {1} events per second")
    @MethodSource("hangs")
    void aHangThatEndsInAKillLosesNothing(int seconds, int rate, @TempDir Path directory, Report report)
            throws InterruptedException {
        Together.run(setups(), setup -> {
            Tally tally = new Tally();
            tally.add(hang(setup, seconds, rate, Files.createTempDirectory(directory, "journal")));
            report.add("hang of " + seconds + " s, killed, replaced, " + rate + "/s", setup, tally);
            tally.checkNothingIsLost(setup.toString());
        });
    }

    private static Outcome hang(Setup setup, int seconds, int rate, Path journal) throws IOException {
        try (CollectorLives lives = CollectorLives.nearby(journal)) {
            lives.prepare(2);
            lives.begin();
            try (Rig rig = new Rig(setup, lives.host(), lives.port(), () -> Arrivals.in(lives.journal()))) {
                rig.log(rate);
                rig.pass(Length.of(5_000, 1_000));
                lives.freeze();
                rig.troubleBegins();
                rig.pass(seconds * 1_000L);
                lives.kill();
                rig.pass(300);
                lives.begin();
                rig.pass(Length.of(10_000, 1_000));
                rig.halt();
                return rig.settle(PATIENCE);
            }
        }
    }

    private static List<Setup> setups() {
        List<Setup> setups = Setup.chosen(Delivery.REPLAY, Delivery.CONFIRMED);
        return Length.isLong() ? setups : setups.subList(0, 1);
    }
}
