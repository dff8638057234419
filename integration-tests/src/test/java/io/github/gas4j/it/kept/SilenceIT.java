// SPDX-License-Identifier: MIT
package io.github.gas4j.it.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application with the README's configuration prints about its collector, where nobody listens to statuses. */
@Tag("long")
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class SilenceIT {
    private static final boolean LONG =
            System.getProperty("gas.promise", "SHORT").equals("LONG");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int THREADS = 2;
    /** More than a buffer of 8 MiB holds, each with about 150 bytes. */
    private static final int MORE_THAN_FITS = 100_000;

    private static final String PREFIX = "GAS 'COLLECTOR': ";

    @TempDir
    private Path directory;

    private Path configuration;
    private Path errors;

    @BeforeEach
    void nameFiles() {
        configuration = directory.resolve("configuration.xml");
        errors = directory.resolve("errors");
    }

    @ParameterizedTest
    @EnumSource
    void anOutageWithALossPrintsOneLine(Framework framework) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = start(framework, Readme.of(framework, collector.port()))) {
            application.log(LoadOrder.of(1, THREADS, MORE_THAN_FITS / THREADS));
            end(collector, application);
            awaitErrors(1);
            assertThat(errors().get(0)).startsWith(PREFIX).contains("dropped").contains("BUFFER_FULL");

            collector.goDown(Ending.RESET);
            application.awaitStats("it is down", stats -> !stats.state().equals("CONNECTED"));
            application.log(LoadOrder.of(2, THREADS, 10));
            end(collector, application);
            assertThat(errors()).as("after an outage without a loss").hasSize(1);

            collector.goDown(Ending.RESET);
            application.awaitStats("it is down", stats -> !stats.state().equals("CONNECTED"));
            application.log(LoadOrder.of(3, THREADS, MORE_THAN_FITS / THREADS));
            end(collector, application);
            awaitErrors(2);
            assertThat(errors().get(1)).startsWith(PREFIX).contains("BUFFER_FULL");
            assertThat(application.output()).isEmpty();
        }
    }

    /** Ends an outage and waits until the client no longer doubts that it is over. */
    private static void end(Collector collector, Application application) {
        collector.listen();
        application.awaitStats("all is written", stats -> stats.get("BufferedEvents") == 0);
        await("the report of the outage's end")
                .pollDelay(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> application.stats().state().equals("CONNECTED"));
    }

    @ParameterizedTest
    @EnumSource
    void anOutageOfAMinutePrintsOneLine(Framework framework) throws IOException {
        assumeTrue(LONG, "only with -Ppromise");
        try (Collector collector = Collector.down(directory);
                Application application = start(framework, Readme.of(framework, collector.port()))) {
            application.log(LoadOrder.of(1, THREADS, 10));
            await("the line of the second minute")
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> !errors().isEmpty());
            assertThat(errors()).singleElement().asString().startsWith(PREFIX).contains("no connection to");
            end(collector, application);
            assertThat(errors()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anExitWithEventsInTheBufferSaysHowMany(Framework framework) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application = start(framework, Readme.of(framework, collector.port()))) {
            application.log(LoadOrder.of(1, THREADS, 3));
            application.exit();

            assertThat(errors())
                    .singleElement()
                    .asString()
                    .startsWith(PREFIX + "6 events could not be sent to 127.0.0.1:" + collector.port());
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoListensToStatusesReadsNoLineTwice(Framework framework) throws IOException {
        try (Collector collector = Collector.down(directory);
                Application application =
                        start(framework, Readme.of(framework, collector.port()).withStatusListener())) {
            application.log(LoadOrder.of(1, THREADS, MORE_THAN_FITS / THREADS));
            end(collector, application);
            await("a line about the loss")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Stream.concat(errors().stream(), application.output().stream()))
                            .filteredOn(line -> line.contains("BUFFER_FULL"))
                            .hasSize(1));
            assertThat(errors()).noneMatch(line -> line.startsWith(PREFIX));
        }
    }

    private Application start(Framework framework, Readme readme) throws IOException {
        return Application.start(framework, readme.write(configuration), errors);
    }

    private void awaitErrors(int lines) {
        await("lines on standard error")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(errors()).hasSize(lines));
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(errors);
    }
}
