// SPDX-License-Identifier: MIT
package io.github.gas4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.Framing;
import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("long")
@Timeout(60)
class OddInputsIT {
    private static final List<String> ODD_TEXTS = List.of(
            "",
            "two\nlines",
            "line\r\nends",
            "with a \0 within",
            "half \uD83D a pair",
            "half at the end \uDE00",
            "ä€\uD83D\uDE00");

    @ParameterizedTest
    @CsvSource({
        "LOGBACK, NEWLINE", "LOGBACK, CRLF", "LOGBACK, NUL", "LOGBACK, OCTET_COUNTING", "LOGBACK, LENGTH_PREFIX",
        "LOG4J2, NEWLINE", "LOG4J2, CRLF", "LOG4J2, NUL", "LOG4J2, OCTET_COUNTING", "LOG4J2, LENGTH_PREFIX"
    })
    void everyTextIsOneFrame(Framework framework, Framing framing, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(
                        framework, Settings.to(collector.port()).with("framing", framing))) {
            ODD_TEXTS.forEach(application::say);
            application.log(LoadOrder.of(1, 1, 1));

            Arrivals arrivals = arriveFramed(collector, framing);

            List<String> expected = ODD_TEXTS.stream()
                    .map(text -> text.replace("\uD83D a", "? a").replace("end \uDE00", "end ?"))
                    .map(text -> framing == Framing.NEWLINE || framing == Framing.CRLF
                            ? text.replace("\n", "\\n").replace("\r", "\\r")
                            : text)
                    .map(text -> framing == Framing.NUL ? text.replace("\0", "\\u0000") : text)
                    .filter(text -> framing != Framing.OCTET_COUNTING || !text.isEmpty())
                    .toList();
            assertThat(arrivals.others()).isEqualTo(expected);
            assertThat(Checks.accountsBalance(application).get("Offered")).isEqualTo(ODD_TEXTS.size() + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageOfSeveralLinesIsOneLineByDefault(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, Settings.of("defaults", collector.port()))) {
            application.say("two\nlines");
            application.say("a newline of its own\n");
            application.log(LoadOrder.of(1, 1, 1));

            Arrivals arrivals = arriveFramed(collector, Framing.NEWLINE);

            assertThat(arrivals.others()).containsExactly("two\\nlines", "a newline of its own\\n");
            assertThat(Checks.accountsBalance(application).get("Offered")).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textIsUtf8WhateverThePlatformsCharset(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(
                        framework, Settings.of("defaults", collector.port()), "-Dfile.encoding=ISO-8859-1")) {
            application.say("ä€\uD83D\uDE00");
            application.log(LoadOrder.of(1, 1, 1));

            assertThat(arriveFramed(collector, Framing.NEWLINE).others()).containsExactly("ä€\uD83D\uDE00");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAnArgumentsToStringThrowsReachesNobody(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, Settings.to(collector.port()))) {
            application.format("throwing");
            application.format("failing");
            application.log(LoadOrder.of(1, 1, 1));

            assertThat(arriveFramed(collector, Framing.NEWLINE).others())
                    .hasSize(2)
                    .allMatch(frame -> frame.startsWith("value ["));
            assertThat(Checks.accountsBalance(application).get("Dropped")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsThrownWithinTheLayoutIsCountedAndReachesNobody(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(
                        framework, Settings.to(collector.port()).with("reportDrops", "false"))) {
            application.layOut("throwing");
            application.layOut("failing");
            application.log(LoadOrder.of(1, 2, 100));

            Arrivals arrivals = Checks.arrive(collector.journal(), 200);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("DroppedEncodingFailed")).isEqualTo(2);
            assertThat(stats.get("Offered")).isEqualTo(202);
            assertThat(application.output()).as("it is reported").anyMatch(line -> line.contains("toString() throws"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aToStringMayLogItself(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, Settings.to(collector.port()))) {
            application.format("logging");
            application.log(LoadOrder.of(1, 1, 1));

            assertThat(arriveFramed(collector, Framing.NEWLINE).others())
                    .containsExactlyInAnyOrder("inner", "value outer");
            assertThat(Checks.accountsBalance(application).get("Dropped")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEventThatIsTooLargeIsCountedAndOthersArrive(Framework framework, @TempDir Path directory)
            throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(framework, Settings.of("defaults", collector.port()))) {
            application.sayBig(10 << 20);
            application.log(LoadOrder.of(1, 2, 100));

            Arrivals arrivals = Checks.arrive(collector.journal(), 200);
            Stats stats = Checks.accountsBalance(application);
            Checks.areSound(arrivals, stats);
            assertThat(stats.get("DroppedTooLarge")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHugeEventArrivesWhereItIsAllowed(Framework framework, @TempDir Path directory) throws IOException {
        try (Collector collector = Collector.up(directory);
                Application application = Application.start(
                        framework,
                        Settings.to(collector.port())
                                .with("bufferSize", "64MiB")
                                .with("maxEventSize", "16MiB"))) {
            application.sayBig(10 << 20);
            application.log(LoadOrder.of(1, 2, 100));

            Arrivals arrivals = Checks.arrive(collector.journal(), 200);

            assertThat(arrivals.others()).hasSize(1);
            assertThat(arrivals.others().get(0).equals("x".repeat(10 << 20)))
                    .as("it is unchanged")
                    .isTrue();
            assertThat(Checks.accountsBalance(application).get("Dropped")).isZero();
        }
    }

    private static Arrivals arriveFramed(Collector collector, Framing framing) {
        return await().until(() -> Arrivals.in(collector.journal(), framing), arrivals -> arrivals.distinct() == 1);
    }
}
