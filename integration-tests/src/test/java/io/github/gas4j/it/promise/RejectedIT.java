// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.Namespace;
import io.github.gas4j.it.fixtures.Syslogd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real syslog-ng with its default limits, which closes the connection on a frame above 64 KiB: exactly this event is
 * dropped, and the others arrive. Without the search, nothing behind the event would.
 */
@Tag("long")
@ExtendWith(Report.Extension.class)
class RejectedIT {
    private static final Duration DELAY = Duration.ofMillis(20);
    private static final String LARGE = "large ".repeat(16_700);
    private static final long FOUND_WITHIN_SECONDS = 10;
    private static final int PATIENCE = 15_000;

    private enum Place {
        FIRST,
        MIDDLE,
        LAST,
        TWO
    }

    private record Scenario(Framework framework, Place place, int perSecond, Duration delay) {
        boolean isLargeBefore() {
            return place == Place.FIRST;
        }

        int largeWithin() {
            return place == Place.TWO ? 2 : place == Place.MIDDLE ? 1 : 0;
        }

        int large() {
            return Math.max(1, largeWithin());
        }

        @Override
        public String toString() {
            return framework.title() + ", " + place + ", " + perSecond + "/s, a delay of " + delay.toMillis() + " ms";
        }
    }

    private static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        for (Framework framework : Framework.values()) {
            for (Place place : Place.values()) {
                for (int perSecond : List.of(1, 5_000)) {
                    all.add(new Scenario(framework, place, perSecond, Duration.ZERO));
                }
            }
            all.add(new Scenario(framework, Place.MIDDLE, 100, DELAY));
        }
        if (Length.isLong()) {
            return all;
        }
        return List.of(
                new Scenario(Framework.LOGBACK, Place.MIDDLE, 5_000, Duration.ZERO),
                new Scenario(Framework.LOG4J2, Place.TWO, 5_000, Duration.ZERO),
                new Scenario(Framework.LOG4J2, Place.FIRST, 1, Duration.ZERO),
                new Scenario(Framework.LOGBACK, Place.LAST, 1, Duration.ZERO),
                new Scenario(Framework.LOGBACK, Place.MIDDLE, 100, DELAY));
    }

    @Test
    void exactlyTheLargeEventsAreDropped(@TempDir Path directory, Report report) throws InterruptedException {
        assumeTrue(Namespace.isPossible(DELAY), "needs a network namespace: Linux, root, ip, iptables, /dev/net/tun");
        assumeTrue(Syslogd.Kind.SYSLOG_NG.isThere(), "needs syslog-ng");
        List<Scenario> scenarios = scenarios();
        int together = 4; // mostly they wait
        for (int i = 0; i < scenarios.size(); i += together) {
            List<Scenario> some = scenarios.subList(i, Math.min(scenarios.size(), i + together));
            Together.run(some, scenario -> {
                Path journal = Files.createTempDirectory(directory, "journal");
                try (Namespace namespace = Namespace.create(scenario.delay());
                        Syslogd syslogd = new Syslogd(Syslogd.Kind.SYSLOG_NG, namespace, journal).withOctetCounting()) {
                    syslogd.start();
                    play(scenario, syslogd, report);
                }
            });
        }
    }

    private static void play(Scenario scenario, Syslogd syslogd, Report report) throws IOException {
        Setup setup = Setup.of(scenario.framework(), Delivery.REPLAY).with("framing", "OCTET_COUNTING");
        try (Rig rig = new Rig(setup, syslogd.host(), syslogd.port(), () -> Arrivals.of(syslogd.stored()))) {
            long began = System.nanoTime();
            if (scenario.isLargeBefore()) {
                rig.application().say(LARGE);
            }
            if (scenario.perSecond() == 1) {
                rig.drip(() -> TimeUnit.SECONDS.toMillis(1));
            } else {
                rig.log(scenario.perSecond());
            }
            rig.pass(3_000);
            for (int i = 0; i < scenario.largeWithin(); i++) {
                began = System.nanoTime();
                rig.application().say(LARGE);
                rig.pass(300);
            }
            rig.pass(3_000);
            rig.halt();
            if (scenario.place() == Place.LAST) {
                began = System.nanoTime();
                rig.application().say(LARGE);
            }
            long found = untilFound(rig, scenario, began);
            Tally tally = new Tally();
            Outcome outcome = rig.settle(PATIENCE);
            tally.add(outcome);
            tally.note("found after " + found + " ms");
            report.add("syslog-ng, 100 KB, " + scenario, setup, tally);
            assertThat(outcome.missing())
                    .as("%s: missing, %s", scenario, outcome)
                    .isZero();
            assertThat(outcome.dropped())
                    .as("%s: dropped, %s", scenario, outcome)
                    .isEqualTo(scenario.large());
        }
    }

    /** Waits until the large events are dropped, and returns how long that took since the last of them was logged. */
    private static long untilFound(Rig rig, Scenario scenario, long began) {
        long limit = began + TimeUnit.SECONDS.toNanos(3 * FOUND_WITHIN_SECONDS);
        long rejected = 0;
        while (rejected < scenario.large() && System.nanoTime() - limit < 0) {
            rig.pass(50);
            rejected = rig.stats().get("DroppedRejected");
        }
        long found = System.nanoTime() - began;
        assertThat(rejected)
                .as(
                        "%s: rejected, %s, %s",
                        scenario, rig.stats(), rig.application().output())
                .isEqualTo(scenario.large());
        return TimeUnit.NANOSECONDS.toMillis(found);
    }
}
