// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Footprint;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.it.fixtures.TenantLoad;
import io.github.gas4j.it.fixtures.TenantReport;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An appender for each tenant, which Logback's {@code SiftingAppender} and Log4j2's {@code Routing} make, and one client. */
@Tag("long")
@Timeout(60)
class TenantsIT {
    private static final int TENANTS = 50;
    private static final int EVENTS = 100;
    private static final int THREADS = 4;
    private static final long BUFFER_BYTES = 8 << 20;
    /** What a client has besides its buffer, and the JDK for the channels of its thread. */
    private static final long OTHER_BYTES = 512 << 10;

    private static final int MANY_TENANTS = 1_000;
    /** More than there is room for. Each for whom there is none takes the JVM half a second to find out. */
    private static final int TOO_MANY_BUFFERS = 40;

    private static final String SMALL_HEAP = "-Xmx256m";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void fiftyTenantsShareAThreadAConnectionAndABuffer(Framework framework) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, Settings.of("tenants", collector.port()))) {
            TenantReport report = application.logFor(TenantLoad.of(1, TENANTS, EVENTS, THREADS));

            Arrivals arrivals = Checks.arrive(collector.journal(), TENANTS * EVENTS);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(report.failures()).as("calls that threw").isZero();
            assertThat(stats.get("Offered")).isEqualTo(TENANTS * EVENTS);
            assertThat(stats.get("Dropped")).isZero();
            assertThat(application.clients()).containsExactly("tenants");
            assertThat(collector.accepted()).as("connections").isEqualTo(1);
            Footprint footprint = application.footprint();
            assertThat(threadsOfGas(footprint)).containsExactly("gas-tenants");
            assertThat(footprint.directBytes()).isBetween(BUFFER_BYTES, BUFFER_BYTES + OTHER_BYTES);
        }
    }

    /** The arm that shows that the other measures something. */
    @ParameterizedTest
    @EnumSource
    void withoutTheOptionEachTenantHasItsOwn(Framework framework) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, Settings.of("tenants-own", collector.port()))) {
            application.logFor(TenantLoad.of(1, TENANTS / 5, EVENTS, THREADS));

            Checks.arrive(collector.journal(), TENANTS / 5 * EVENTS);
            assertThat(application.clients()).hasSize(TENANTS / 5);
            assertThat(collector.accepted()).as("connections").isEqualTo(TENANTS / 5);
            Footprint footprint = application.footprint();
            assertThat(threadsOfGas(footprint)).hasSize(TENANTS / 5);
            assertThat(footprint.directBytes()).isGreaterThan(TENANTS / 5 * BUFFER_BYTES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void inASmallHeapAThousandTenantsLog(Framework framework) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application =
                        Application.start(framework, Settings.of("tenants", collector.port()), SMALL_HEAP)) {
            application.logFor(TenantLoad.of(1, MANY_TENANTS, 1, 1));

            assertThat(Checks.arrive(collector.journal(), MANY_TENANTS).distinct())
                    .isEqualTo(MANY_TENANTS);
            assertThat(application.clients()).containsExactly("tenants");
        }
    }

    /** The arm that shows that the other measures something: there is room for 32 buffers. */
    @ParameterizedTest
    @EnumSource
    void inASmallHeapOnlyThirtyTwoTenantsLogWithoutTheOption(Framework framework) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application =
                        Application.start(framework, Settings.of("tenants-own", collector.port()), SMALL_HEAP)) {
            application.logFor(TenantLoad.of(1, TOO_MANY_BUFFERS, 1, 1));

            int started = application.clients().size();
            assertThat(started).isBetween(1, 32);
            assertThat(Checks.arrive(collector.journal(), started).distinct()).isEqualTo(started);
        }
    }

    private static String[] threadsOfGas(Footprint footprint) {
        return Arrays.stream(footprint.threads().split(", ", -1))
                .filter(name -> name.startsWith("gas-"))
                .toArray(String[]::new);
    }
}
