// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.TenantLoad;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.FullBacklog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A {@code SiftingAppender} that is full stops an appender for each new tenant, on the thread that logs, while no collector
 * takes anything. Beside it runs the same with appenders that only encode.
 */
@Tag("long")
@Timeout(60)
class EvictionIT {
    private static final int TENANTS = 8;
    /** A {@code SiftingAppender} looks once a second for those that are too many. */
    private static final int PAUSE_MILLIS = 150;

    private static final int ROUNDS = 3;
    private static final Duration ALWAYS_ALLOWED = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Test
    void noCallWaitsForAnAppenderThatCannotConnect() throws IOException {
        try (FullBacklog silent = new FullBacklog()) {
            assertThatNoCallWaits(silent.port());
        }
    }

    @Test
    void noCallWaitsForAnAppenderThatCannotWrite() throws IOException {
        try (Collector hung = Collector.hung()) {
            assertThatNoCallWaits(hung.port());
        }
    }

    private static void assertThatNoCallWaits(int port) throws IOException {
        try (Application evicting = Application.start(Framework.LOGBACK, Settings.of("evicting", port));
                Application control = Application.start(Framework.LOGBACK, Settings.of("evicting-control", port))) {
            evicting.logFor(new TenantLoad(0, TENANTS, 1, 1, PAUSE_MILLIS));
            control.logFor(new TenantLoad(0, TENANTS, 1, 1, PAUSE_MILLIS));
            List<String> rounds = new ArrayList<>();
            boolean good = false;
            for (int round = 1; round <= ROUNDS; round++) { // the machine may stop any thread for a while
                TenantLoad load = new TenantLoad(round, TENANTS, 1, 1, PAUSE_MILLIS);
                Duration longest = evicting.logFor(load).longest();
                Duration longestOfControl = control.logFor(load).longest();
                Duration allowed = longestOfControl.multipliedBy(2);
                good |= longest.compareTo(allowed.compareTo(ALWAYS_ALLOWED) > 0 ? allowed : ALWAYS_ALLOWED) <= 0;
                rounds.add(longest.toMillis() + " ms, control: " + longestOfControl.toMillis() + " ms");
            }

            assertThat(good).as("the longest calls: %s", rounds).isTrue();
            assertThat(evicting.closeAClient(PATIENCE))
                    .as("the arm that shows that the others measure something: a wait for one of them")
                    .isGreaterThan(ALWAYS_ALLOWED.multipliedBy(2));
        }
    }
}
