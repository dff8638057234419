// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a JVM of its own shows; these run on the class path, the other tests on the module path. */
class ChildJvmTest {

    @ParameterizedTest
    @ValueSource(strings = {"-Dfile.encoding=ISO-8859-1", "-Dfile.encoding=US-ASCII"})
    void writesUtf8WhateverThePlatformSays(String encoding) throws Exception {
        try (Collector collector = Collector.start()) {
            Process child = start(encoding, ChildJvm.class, collector.address(), "charset");

            assertThat(child.inputReader().readLine()).isEqualTo("default charset " + encoding.split("=", 2)[1]);
            assertThat(collector.awaitLines(1)).containsExactly(ChildJvm.NOT_ASCII);
            child.getOutputStream().close();
            assertThat(child.waitFor(30, SECONDS)).isTrue();
        }
    }

    @Test
    void flushesAtTheExitOfAJvmThatNeverStopsLogback() throws Exception {
        ClosedPort port = new ClosedPort();
        Process child = start("-Dnone", ChildJvm.class, port.address(), "exit");
        BufferedReader output = child.inputReader();
        assertThat(output.readLine()).isEqualTo("waiting for an hour before the next attempt");
        port.close();

        try (Collector collector = Collector.startOn(port.number())) {
            child.getOutputStream().close(); // which lets it exit

            assertThat(collector.awaitLines(3)).containsExactly("one", "two", "three");
            assertThat(child.waitFor(30, SECONDS)).isTrue();
        }
    }

    @Test
    void refusesToStartWhileTheJvmExitsUnlessSomebodyElseStopsIt() throws Exception {
        try (Collector collector = Collector.start()) {
            Process child = start("-Dnone", ChildJvm.class, collector.address(), "exiting");

            BufferedReader output = child.inputReader();
            assertThat(output.readLine())
                    .startsWith("false [Appender not started: option shutdownHook: 'true' comes too late")
                    .contains("the JVM is exiting");
            assertThat(output.readLine()).isEqualTo("true []");
            assertThat(child.waitFor(30, SECONDS)).isTrue();
            assertThat(collector.awaitLines(1)).containsExactly("sent by the stop");
        }
    }

    @Test
    void goesOnAfterAnApplicationHasRecursedWithoutEnd() throws Exception {
        try (Collector collector = Collector.start()) {
            // Interpreted code has the deepest stacks, and so the most places to fail in.
            Process child = start("-Xint", ChildJvm.class, collector.address(), "overflow");

            assertThat(child.inputReader().readLine()).isEqualTo("recursed");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> collector.received(0).endsWith("end\n"));
            child.getOutputStream().close();
            assertThat(child.waitFor(30, SECONDS)).isTrue();
        }
    }

    private static Process start(String option, Class<?> main, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(option);
        command.addAll(List.of("-cp", classPath(main), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C");
        return builder.start();
    }

    private static String classPath(Class<?> testClass) throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(testClass.getResource(testClass.getSimpleName() + ".class"))
                .toURI());
        Path testClasses = file;
        for (int i = 0; i < testClass.getName().split("\\.").length; i++) {
            testClasses = testClasses.resolveSibling("..").normalize();
        }
        return Stream.of(
                        testClasses.toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
