// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.RsyslogContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.junit.jupiter.Testcontainers;

/**
 * The README's configuration and an rsyslogd that takes octet counts, as it does by default, and stores messages as they
 * come. A file of the framework itself, with the same layout, says which lines there are. Skipped without Docker.
 */
@Testcontainers(disabledWithoutDocker = true)
@Timeout(120)
class ReadmeRsyslogIT {
    private static final int EVENTS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private Path configuration;
    private Path copy;
    private Path errors;

    @BeforeEach
    void nameFiles() {
        configuration = directory.resolve("configuration.xml");
        copy = directory.resolve("copy");
        errors = directory.resolve("errors");
    }

    @ParameterizedTest
    @EnumSource
    void rsyslogStoresExactlyTheLines(Framework framework) throws IOException {
        try (RsyslogContainer rsyslog = start()) {
            log(Readme.of(framework, rsyslog.port()));

            List<String> lines = Files.readAllLines(copy);
            assertThat(lines).hasSize(EVENTS);
            await("the lines")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(rsyslog.lines()).containsExactlyElementsOf(lines));
            assertThat(errors).isEmptyFile();
        }
    }

    /** The arm that shows why the pattern begins with the level: rsyslogd takes the year for the length of a message, of which GAS warns. */
    @ParameterizedTest
    @EnumSource
    void rsyslogMisreadsAPatternThatBeginsWithADigit(Framework framework) throws IOException {
        try (RsyslogContainer rsyslog = start()) {
            List<String> said =
                    log(Readme.of(framework, rsyslog.port()).withTheDateFirst().withStatusListener());
            List<String> errors = Files.readAllLines(this.errors);

            assertThat(Stream.concat(said.stream(), errors.stream()))
                    .filteredOn(line -> line.contains("an event begins with a digit"))
                    .hasSize(1);
            List<String> lines = Files.readAllLines(copy);
            assertThat(lines).hasSize(EVENTS).allMatch(line -> line.startsWith("20"));
            await("something that is stored")
                    .atMost(PATIENCE)
                    .until(() -> rsyslog.lines().findAny().isPresent());
            assertThat(rsyslog.lines().findFirst())
                    .isPresent()
                    .isNotEqualTo(lines.stream().findFirst());
        }
    }

    private static RsyslogContainer start() {
        return RsyslogContainer.onHostNetwork().withOctetCountedFraming().start();
    }

    /** Logs from an application that ends by itself afterwards; returns what it printed. */
    private List<String> log(Readme readme) throws IOException {
        try (Application application =
                Application.start(readme.framework(), readme.withCopy(copy).write(configuration), errors)) {
            application.log(LoadOrder.of(1, 1, EVENTS));
            application.exit();
            return application.output();
        }
    }
}
