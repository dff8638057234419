// SPDX-License-Identifier: MIT
package io.github.gas4j.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LimitedApplication;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A runtime image that has no java.management, which GAS needs for {@code jmx=true} alone. */
@Timeout(120)
class RuntimeImageIT {
    private static final String MODULES = "java.base,java.xml,java.naming,java.logging";
    /** Log4j2 needs java.beans itself, which is part of java.desktop. */
    private static final String MODULES_FOR_LOG4J2 = MODULES + ",java.desktop";

    @TempDir
    private static Path images;

    @BeforeAll
    static void link() {
        Optional<ToolProvider> jlink = ToolProvider.findFirst("jlink");
        assumeThat(jlink).as("the JDK has jlink").isPresent();
        for (Framework framework : Framework.values()) {
            Path image = images.resolve(framework.name());
            String modules = framework == Framework.LOG4J2 ? MODULES_FOR_LOG4J2 : MODULES;
            StringWriter said = new StringWriter();
            PrintWriter writer = new PrintWriter(said);
            int result =
                    jlink.orElseThrow().run(writer, writer, "--add-modules", modules, "--output", image.toString());
            assertThat(result).as("jlink: %s", said).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void needsNoModuleForWhatIsSwitchedOff(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                LimitedApplication application = start(framework, Settings.of("limited", collector.port()))) {
            assertThat(application.log("one")).isEmpty();

            await().until(() -> Arrivals.in(collector.journal()).others().equals(List.of("one"))
                    || !application.complaints().isEmpty());
            assertThat(application.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnOptionWhoseModuleIsMissing(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                LimitedApplication application = start(
                        framework, Settings.of("limited", collector.port()).with("jmx", true))) {
            assertThat(application.log("one")).isEmpty();

            assertThat(application.complaints())
                    .filteredOn(line -> !line.contains(" so far, because ")) // what is dropped now
                    .singleElement()
                    .asString()
                    .contains("ERROR", "option jmx: 'true' needs the module java.management");
            assertThat(application.clientThreads()).isZero();
        }
    }

    private static LimitedApplication start(Framework framework, Settings settings) throws IOException {
        return LimitedApplication.start(images.resolve(framework.name()), framework, settings);
    }
}
