// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Receivers that people run, on Unix domain sockets: those of this machine. */
@Tag("long")
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class UnixSocketReceiversIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A program that listens on a socket and writes to a file what comes. */
    private enum Receiver {
        NCAT("ncat -lkU --no-shutdown %s/socket"),
        SOCAT("socat -u UNIX-LISTEN:%s/socket STDOUT"),
        SYSLOG_NG("syslog-ng --foreground --no-caps --cfgfile=%s/configuration --pidfile=%s/pid"
                + " --control=%s/control --persist-file=%s/persist"),
        DATAGRAMS("socat -u UNIX-RECV:%s/socket STDOUT");

        private static final String CONFIGURATION = """
                @version: 3.35
                options { stats-freq(0); };
                source s { unix-stream("%1$s/socket" flags(no-parse)); };
                destination d { file("%1$s/received" template("${MSG}\\n")); };
                log { source(s); destination(d); };
                """;

        private final String command;

        Receiver(String command) {
            this.command = command;
        }

        boolean isThere() {
            return Stream.of(System.getenv("PATH").split(":", -1)).anyMatch(this::isIn)
                    || isIn("/usr/sbin"); // where daemons are
        }

        private boolean isIn(String directory) {
            return Files.isExecutable(Path.of(directory, program()));
        }

        private String program() {
            return command.substring(0, command.indexOf(' '));
        }

        /** Starts it. What is left of an earlier one is removed, as an operator would. */
        Process start(Path directory) throws IOException {
            Files.deleteIfExists(directory.resolve("socket"));
            Files.writeString(directory.resolve("configuration"), CONFIGURATION.replace("%1$s", directory.toString()));
            String words = command.replace("%s", directory.toString());
            String found = isIn("/usr/sbin") ? "/usr/sbin/" + words : words;
            boolean writes = this == SYSLOG_NG;
            Path output = directory.resolve(writes ? "output" : "received");
            Process started = new ProcessBuilder(found.split(" ", -1))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("errors").toFile()))
                    .start();
            await().atMost(PATIENCE).until(() -> Files.exists(directory.resolve("socket")) || !started.isAlive());
            return started;
        }
    }

    static List<Arguments> receivers() {
        List<Arguments> all = new ArrayList<>();
        for (Framework framework : Framework.values()) {
            for (Receiver receiver : List.of(Receiver.NCAT, Receiver.SOCAT, Receiver.SYSLOG_NG)) {
                all.add(Arguments.of(framework, receiver));
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("receivers")
    void everyEventArrivesAsOneLineThroughAKill(Framework framework, Receiver receiver, @TempDir Path directory)
            throws IOException {
        assumeTrue(receiver.isThere(), receiver + " is not installed");
        Process first = receiver.start(directory);
        try (Application application =
                Application.start(framework, Settings.at("unix:" + directory.resolve("socket")))) {
            application.say("INFO an event");
            application.say("INFO failed\n\tat com.example.Service.handle(Service.java:42) \u00e4\u20ac");
            awaitText(
                    directory,
                    "INFO an event\nINFO failed\\n\tat com.example.Service.handle(Service.java:42) \u00e4\u20ac\n");
            first.destroyForcibly();
            await().atMost(PATIENCE).until(() -> !first.isAlive());
            application.say("INFO in between");
            Process second = receiver.start(directory);
            try {
                application.say("INFO after");
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(Files.readAllLines(directory.resolve("received")))
                                .contains("INFO in between", "INFO after"));
            } finally {
                second.destroyForcibly();
            }
        } finally {
            first.destroyForcibly();
        }
    }

    private static void awaitText(Path directory, String text) {
        Path received = directory.resolve("received");
        await().atMost(PATIENCE).until(() -> Files.exists(received));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(received, StandardCharsets.UTF_8))
                        .isEqualTo(text));
    }

    @ParameterizedTest
    @EnumSource
    void aSocketForDatagramsIsToldApart(Framework framework, @TempDir Path directory) throws IOException {
        assumeTrue(Receiver.DATAGRAMS.isThere(), "socat is not installed");
        Process receiver = Receiver.DATAGRAMS.start(directory);
        try (Application application =
                Application.start(framework, Settings.at("unix:" + directory.resolve("socket")))) {
            application.awaitStats(
                    "the cause",
                    stats -> stats.lastError().contains("it is a datagram socket, and GAS needs a stream socket"));
            assertThat(application.output())
                    .anyMatch(line -> line.contains("WARN") && line.contains("/dev/log is a datagram socket"));
        } finally {
            receiver.destroyForcibly();
        }
    }
}
