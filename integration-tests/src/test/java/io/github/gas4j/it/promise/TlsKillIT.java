// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Framework;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With TLS a collector reads ahead, so that bytes have left its kernel that nobody has stored when it is killed. What
 * {@link Delivery#CONFIRMED} releases is what the collector's own software has answered for: answers to KeyUpdate in TLS
 * 1.3, rotations with a witness in TLS 1.2.
 */
@Tag("long")
@ExtendWith(Report.Extension.class)
class TlsKillIT {
    private static final String SCENARIO = TlsKills.KILLS + " kills of a TLS collector that reads ahead, 2,000/s";

    @ParameterizedTest
    @EnumSource
    void killsCostNothingWithTls13AndWithoutRotations(Framework framework, @TempDir Path directory, Report report)
            throws IOException {
        try (TlsKills kills = new TlsKills(directory)) {
            confirm(kills, framework, "TLSv1.3", report);
            assertThat(kills.accepted()).as("accepted connections").isLessThanOrEqualTo(TlsKills.MOST_CONNECTIONS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void killsCostNothingWithTls12AndRotations(Framework framework, @TempDir Path directory, Report report)
            throws IOException {
        try (TlsKills kills = new TlsKills(directory)) {
            confirm(kills, framework, "TLSv1.2", report);
            assertThat(kills.accepted()).as("accepted connections").isGreaterThan(TlsKills.MOST_CONNECTIONS);
        }
    }

    private static void confirm(TlsKills kills, Framework framework, String version, Report report) throws IOException {
        Setup setup = kills.setup(framework, Delivery.CONFIRMED, version);
        Tally tally = new Tally();
        tally.add(kills.play(setup, kills.port()));
        tally.note(kills.accepted() + " connections accepted");
        report.add(SCENARIO, setup, tally);
        tally.checkNothingIsLost(setup.toString());
    }

    static List<String> versions() {
        List<String> all = List.of("TLSv1.3", "TLSv1.2");
        return Length.isLong() ? all : all.subList(0, 1);
    }

    /** The arm that shows that the runs above measure something. */
    @ParameterizedTest
    @MethodSource("versions")
    void theSameKillsCostEventsWithoutAPromise(String version, @TempDir Path directory, Report report)
            throws IOException {
        try (TlsKills kills = new TlsKills(directory)) {
            Setup setup = kills.setup(Framework.LOGBACK, Delivery.NONE, version);
            Tally tally = new Tally();
            tally.add(kills.play(setup, kills.port()));
            report.add(SCENARIO, setup, tally);
            assertThat(tally.outcomes().get(0).missing()).as("missing").isPositive();
        }
    }
}
