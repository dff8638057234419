// SPDX-License-Identifier: MIT
package io.github.gas4j.it.drops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Event.Source;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is dropped out of the buffer is in the file, and goes to a collector that is back; with real XML files. */
@Tag("long")
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class DeadLetterIT {
    private static final int EVENTS = 5_000;
    /** How often an application is killed while it writes letters. */
    private static final int KILLS = Integer.getInteger("gas.drops.kills", 3);

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("letters");
    }

    private Settings letters(Collector collector) {
        return Settings.of("letters", collector.port()).with("deadLetterFile", file());
    }

    private Arrivals kept() throws IOException {
        return Arrivals.of(Files.readAllBytes(file()));
    }

    /** Both frameworks at once, because a collector has to be up for a minute first. */
    @Test
    void allThatIsGivenUpIsKeptInOrderAndSentToACollectorThatIsBack() throws IOException {
        try (GivenUp logback = new GivenUp(Framework.LOGBACK, directory);
                GivenUp log4j2 = new GivenUp(Framework.LOG4J2, directory)) {
            for (GivenUp application : List.of(logback, log4j2)) {
                application.logToNobody();
            }
            for (GivenUp application : List.of(logback, log4j2)) {
                application.awaitLetters();
            }
        }
    }

    /** An application whose collector comes back when everything has been given up. */
    private static final class GivenUp implements AutoCloseable {
        private final Path directory;
        private final Path file;
        private final Collector collector;
        private final Application application;

        GivenUp(Framework framework, Path parent) throws IOException {
            directory = Files.createDirectory(parent.resolve(framework.name()));
            file = directory.resolve("letters");
            collector = Collector.down(Files.createDirectory(directory.resolve("journal")));
            application = Application.start(
                    framework,
                    Settings.of("letters", collector.port())
                            .with("deadLetterFile", file)
                            .with("maxRetries", 3)
                            .with("deadLetterReplay", true));
        }

        void logToNobody() throws IOException {
            application.log(LoadOrder.of(1, 2, EVENTS));
            Stats down = application.awaitStats("all is given up", stats -> stats.get("Dropped") == 2 * EVENTS);
            Checks.accountsBalance(down);
            assertThat(down.get("DroppedDeadLetter")).isEqualTo(2 * EVENTS);
            Arrivals kept = Arrivals.of(Files.readAllBytes(file));
            assertThat(kept.distinct()).isEqualTo(2 * EVENTS);
            assertThat(kept.disorder()).isEmpty();
            assertThat(kept.others()).isEmpty();
            collector.listen();
        }

        void awaitLetters() throws IOException {
            await("the file is sent")
                    .atMost(Duration.ofSeconds(100))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> Arrivals.in(collector.journal()).distinct() == 2 * EVENTS);
            assertThat(file).doesNotExist();
            Checks.areSound(Arrivals.in(collector.journal()), Checks.accountsBalance(application));
            application.stop(); // the collector proves that it has read everything
            try (Stream<Path> left = Files.list(directory)) {
                assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactly("journal");
            }
        }

        @Override
        public void close() throws IOException {
            application.close();
            collector.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOutageOfTwiceTheBufferLosesNothingThatIsEvicted(Framework framework) throws IOException {
        int events = 16_000;
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(
                        framework,
                        letters(collector).with("overflow", "DROP_OLDEST").with("bufferSize", "1MiB"))) {
            application.log(LoadOrder.of(1, 1, events).perSecond(20_000));

            collector.listen();

            Stats stats = application.awaitStats("all is written", now -> now.get("BufferedEvents") == 0);
            Checks.accountsBalance(application);
            assertThat(stats.get("DroppedDeadLetter")).isGreaterThan(events / 4);
            assertThat(stats.get("Dropped")).isEqualTo(stats.get("DroppedDeadLetter"));
            Arrivals arrivals = Checks.arrive(collector.journal(), events - stats.get("Dropped"));
            Source source = new Source(1, 0);
            BitSet anywhere = arrivals.of(source);
            anywhere.or(kept().of(source));
            assertThat(anywhere.cardinality()).isEqualTo(events);
            assertThat(kept().distinct()).isEqualTo(stats.get("Dropped"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKilledApplicationLeavesWholeFramesAndTheNextOneGoesOn(Framework framework) throws IOException {
        Random random = new Random(3);
        try (Collector collector = Collector.down(directory)) {
            Settings settings =
                    letters(collector).with("overflow", "DROP_OLDEST").with("bufferSize", "64KiB");
            for (int kill = 1; kill <= KILLS; kill++) {
                long more = (Files.exists(file()) ? Files.size(file()) : 0) + 100_000 + random.nextInt(300_000);
                try (Application application = Application.start(framework, settings)) {
                    application.begin(LoadOrder.of(kill, 2, 10_000_000));
                    await("letters")
                            .pollInterval(Duration.ofMillis(2))
                            .until(() -> Files.exists(file()) && Files.size(file()) > more);
                } // closed by SIGKILL, in the middle of writing
                Arrivals kept = kept();
                assertThat(kept.others()).as("torn or altered").isEmpty();
                assertThat(kept.disorder()).isEmpty();
                assertThat(kept.distinct(kill)).isPositive();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsLeftAtJvmExitIsKept(Framework framework) throws IOException {
        try (Collector collector = Collector.down(directory)) {
            Application application = Application.start(framework, letters(collector));
            try (application) {
                application.log(LoadOrder.of(1, 2, 500));
                application.exit();
            }
            assertThat(kept().distinct()).isEqualTo(1_000);
            assertThat(application.output())
                    .anyMatch(line -> line.contains("1000 events could not be sent to 127.0.0.1:" + collector.port())
                            && line.endsWith("; kept in deadLetterFile"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFullDiskCostsOneLineAndIsCounted(Framework framework) throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()), "needs root");
        Path full = disk.resolve("letters");
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(
                        framework,
                        letters(collector).with("deadLetterFile", full).with("maxRetries", 0))) {
            application.log(LoadOrder.of(1, 2, EVENTS));

            Stats stats = application.awaitStats("all is dropped", now -> now.get("Dropped") == 2 * EVENTS);
            Checks.accountsBalance(stats);
            Arrivals kept = Arrivals.of(Files.readAllBytes(full));
            assertThat(kept.tornBytes()).containsExactly(0);
            assertThat(kept.distinct())
                    .isEqualTo(stats.get("DroppedDeadLetter"))
                    .isPositive();
            assertThat(stats.get("DroppedRetriesExhausted")).isPositive();
            assertThat(application.output())
                    .filteredOn(line -> line.contains("deadLetterFile '" + full + "' cannot be written: No space left"))
                    .hasSize(1);
        } finally {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        return process.onExit().join().exitValue() == 0;
    }
}
