// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.JvmCommand;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a JVM of its own shows; these run on the class path, the other tests on the module path. */
class ChildJvmTest {

    @ParameterizedTest
    @ValueSource(strings = {"-Dfile.encoding=ISO-8859-1", "-Dfile.encoding=US-ASCII"})
    void writesUtf8WhateverThePlatformSays(String encoding) throws IOException {
        try (Collector collector = Collector.up();
                ChildJvm child = start(encoding, collector.destination(), "charset")) {
            assertThat(child.answer()).isEqualTo("default charset " + encoding.split("=", 2)[1]);
            assertThat(collector.awaitLines(1)).containsExactly(LoggingMain.NOT_ASCII);
            assertThat(child.end()).isZero();
        }
    }

    @Test
    void flushesAtTheExitOfAJvmThatNeverStopsLogback() throws IOException {
        try (Collector collector = Collector.down();
                ChildJvm child = start("-Dnone", collector.destination(), "exit")) {
            assertThat(child.answer()).isEqualTo("waiting for an hour before the next attempt");
            collector.listen();

            assertThat(child.end()).isZero();

            assertThat(collector.awaitLines(3)).containsExactly("one", "two", "three");
        }
    }

    @Test
    void refusesToStartWhileTheJvmExitsUnlessSomebodyElseStopsIt() throws IOException {
        try (Collector collector = Collector.up();
                ChildJvm child = start("-Dnone", collector.destination(), "exiting")) {
            assertThat(child.answer())
                    .startsWith("false [Appender not started: option shutdownHook: 'true' comes too late")
                    .contains("the JVM is exiting");
            assertThat(child.answer()).isEqualTo("true []");
            assertThat(child.end()).isZero();
            assertThat(collector.awaitLines(1)).containsExactly("sent by the stop");
        }
    }

    @Test
    void goesOnAfterAnApplicationHasRecursedWithoutEnd() throws IOException {
        // Interpreted code has the deepest stacks, and so the most places to fail in.
        try (Collector collector = Collector.up();
                ChildJvm child = start("-Xint", collector.destination(), "overflow")) {
            assertThat(child.answer(60)).isEqualTo("recursed");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> collector.journal().text(0).endsWith("end\n"));
            assertThat(child.end()).isZero();
        }
    }

    private static ChildJvm start(String option, String... arguments) throws IOException {
        return JvmCommand.of(LoggingMain.class)
                .options(option)
                .arguments(arguments)
                .environment("LC_ALL", "C")
                .start();
    }
}
