// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.Haproxy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A layer-4 proxy reads on behalf of a collector that is killed, and cannot answer for it: it does not have the keys. So
 * answers to KeyUpdate prove the same through a real haproxy as without one.
 */
@Tag("long")
@ExtendWith(Report.Extension.class)
class TlsProxyIT {
    private static final String SCENARIO = TlsKills.KILLS + " kills of a TLS collector behind haproxy, 2,000/s";
    private static final String VERSION = "TLSv1.3";

    @BeforeEach
    void needsHaproxy() {
        assumeTrue(Haproxy.isThere(), "needs haproxy");
    }

    @ParameterizedTest
    @EnumSource
    void killsBehindALayer4ProxyCostNothing(Framework framework, @TempDir Path directory, Report report)
            throws IOException {
        try (TlsKills kills = new TlsKills(directory);
                Haproxy haproxy = Haproxy.to(kills.port(), directory)) {
            Setup setup = kills.setup(framework, Delivery.CONFIRMED, VERSION);
            Tally tally = new Tally();
            tally.add(kills.play(setup, haproxy.port()));
            tally.note(kills.accepted() + " connections accepted");
            report.add(SCENARIO, setup, tally);
            tally.checkNothingIsLost(setup.toString());
            assertThat(kills.accepted()).as("accepted connections").isLessThanOrEqualTo(TlsKills.MOST_CONNECTIONS);
        }
    }

    /** The arm that shows that the runs above measure something. */
    @Test
    void theSameKillsCostEventsWithoutAPromise(@TempDir Path directory, Report report) throws IOException {
        try (TlsKills kills = new TlsKills(directory);
                Haproxy haproxy = Haproxy.to(kills.port(), directory)) {
            Setup setup = kills.setup(Framework.LOG4J2, Delivery.NONE, VERSION);
            Tally tally = new Tally();
            tally.add(kills.play(setup, haproxy.port()));
            report.add(SCENARIO, setup, tally);
            assertThat(tally.outcomes().get(0).missing()).as("missing").isPositive();
        }
    }
}
