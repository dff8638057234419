// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Firewall;
import io.github.gas4j.it.fixtures.Namespace;
import io.github.gas4j.it.fixtures.Syslogd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Orderly restarts (SIGTERM) of real syslog daemons, and how many events each of them repeats, by how the connection ended:
 * a daemon that has read everything sends FIN, one that has not sends RST. A measurement: the only demand is that nothing
 * is lost.
 */
@EnabledIfSystemProperty(named = "gas.promise", matches = "LONG")
@ExtendWith(Report.Extension.class)
class SyslogRestartIT {
    private static final boolean NAMESPACES = Namespace.isPossible();
    private static final int RESTARTS = Integer.getInteger("gas.promise.restarts", 6);
    private static final int EVERY_SECONDS = Integer.getInteger("gas.promise.restartSeconds", 65);
    private static final int PATIENCE = 15_000;

    @ParameterizedTest
    @EnumSource
    void anOrderlyRestartLosesNothing(Syslogd.Kind kind, @TempDir Path directory, Report report)
            throws InterruptedException {
        assumeTrue(NAMESPACES, "needs a network namespace: Linux, root, ip, iptables");
        assumeTrue(kind.isThere(), "needs " + kind.title());
        Together.run(List.of(50, 500, 5_000), rate -> {
            Setup setup = Setup.of(Setup.framework(rate / 500), Delivery.REPLAY);
            Path journal = Files.createTempDirectory(directory, "journal");
            try (Namespace namespace = Namespace.create();
                    Syslogd syslogd = new Syslogd(kind, namespace, journal)) {
                restart(setup, rate, syslogd, new Firewall(namespace), kind.title(), report);
            }
        });
    }

    private static void restart(Setup setup, int rate, Syslogd syslogd, Firewall firewall, String title, Report report)
            throws IOException {
        syslogd.start();
        firewall.countEnds();
        List<Boolean> orderly = new ArrayList<>();
        List<Integer> stored = new ArrayList<>();
        long longest = 0;
        try (Rig rig = new Rig(setup, syslogd.host(), syslogd.port(), () -> Arrivals.of(syslogd.stored()))) {
            rig.log(rate);
            for (int i = 0; i < RESTARTS; i++) {
                rig.pass(EVERY_SECONDS * 1_000L);
                long fins = firewall.ends().fins();
                if (i == 0) {
                    rig.troubleBegins();
                }
                long before = System.nanoTime();
                syslogd.terminate();
                longest = Math.max(longest, Checks.since(before).toMillis());
                orderly.add(firewall.ends().fins() > fins);
                stored.add(syslogd.stored().length);
                syslogd.start();
            }
            rig.pass(5_000);
            rig.halt();
            Tally tally = new Tally();
            tally.add(rig.settle(PATIENCE));
            byte[] all = syslogd.stored();
            stored.add(all.length);
            long[] duplicates = stored.stream()
                    .mapToLong(end -> Arrivals.of(Arrays.copyOf(all, end)).duplicates())
                    .toArray();
            tally.note("duplicates for each FIN: " + each(true, orderly, duplicates));
            tally.note("for each RST: " + each(false, orderly, duplicates));
            tally.note("ended within " + longest + " ms");
            report.add(title + ", SIGTERM, " + rate + "/s", setup, tally);
            Outcome outcome = tally.outcomes().get(0);
            assertThat(outcome.missing() + outcome.dropped()).as("%s", outcome).isZero();
        }
    }

    /** Returns what each restart whose connection ended in this way has repeated. */
    private static List<Long> each(boolean fin, List<Boolean> orderly, long[] duplicates) {
        return IntStream.range(0, orderly.size())
                .filter(i -> orderly.get(i) == fin)
                .mapToObj(i -> duplicates[i + 1] - duplicates[i])
                .toList();
    }
}
