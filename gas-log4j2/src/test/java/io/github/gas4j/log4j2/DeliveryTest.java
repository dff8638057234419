// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryTest {
    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @Test
    void eventsArriveInOrder() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            Logger logger = log4j.logger();
            for (int i = 0; i < 10_000; i++) {
                logger.info("event {}", i);
            }

            List<String> expected =
                    IntStream.range(0, 10_000).mapToObj(i -> "event " + i).toList();
            await().untilAsserted(() -> assertThat(collector.lines()).isEqualTo(expected));
            assertThat(log4j.stats().dropped()).isZero();
            assertThat(log4j.stats().offered()).isEqualTo(10_000);
        }
        assertThat(status.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "€", "😀", "a😀", "é€😀x"})
    void aLongEventArrivesByteForByte(String unit) {
        // longer than the encoder's buffer of 8192 bytes, and than the largest scratch buffer that is kept
        String message = unit.repeat(100_000 / unit.length()) + "!";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            log4j.logger().info("before");
            log4j.logger().info(message);
            log4j.logger().info("after");

            byte[] expected = ("before\n" + message + "\nafter\n").getBytes(StandardCharsets.UTF_8);
            await().untilAsserted(() -> assertThat(collector.received()).isEqualTo(expected.length));
            assertThat(collector.journal().connections()).containsExactly(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2047, 2048, 4095, 4096, 4097, 8190, 8191, 8192, 8193, 16_384, 65_535, 65_536, 65_537})
    void anEventOfAnyLengthArrivesByteForByte(int length) {
        String message = "é" + "x".repeat(length - 3) + "€";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            log4j.logger().info(message);

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly(message));
        }
    }

    @Test
    void eventsOfManyThreadsAreNotMixed() throws Exception {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination()))) {
            Thread[] threads = new Thread[8];
            for (int t = 0; t < threads.length; t++) {
                String text = Integer.toString(t).repeat(200 + t);
                threads[t] = new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        log4j.logger().info(text);
                    }
                });
                threads[t].start();
            }
            for (Thread thread : threads) {
                thread.join();
            }

            await().untilAsserted(() -> assertThat(collector.lines()).hasSize(8 * 500));
            assertThat(collector.lines().stream().distinct().map(String::length))
                    .containsExactlyInAnyOrder(200, 201, 202, 203, 204, 205, 206, 207);
        }
    }

    @Test
    void theHeaderOpensEveryConnectionAndTheFooterEndsTheLast() {
        String layout = "<PatternLayout pattern=\"%m%n\" header=\"HEAD é%n\" footer=\"FOOT%n\" charset=\"UTF-8\"/>";
        String retries = " retryInterval=\"1ms\" maxRetryInterval=\"10ms\"";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination() + retries, layout))) {
            log4j.logger().info("one");
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("HEAD é", "one"));
            collector.goDown(Ending.FIN);
            collector.listen();
            log4j.logger().info("two");
            await().untilAsserted(() ->
                    assertThat(collector.journal().text(1)).startsWith("HEAD é").endsWith("two\n"));
            log4j.stop(10_000);
        }
        await().untilAsserted(() -> assertThat(collector.lines()).endsWith("two", "FOOT"));
    }

    @Test
    void aJsonTemplateDeliversOneObjectPerLine() throws Exception {
        String layout = "<JsonTemplateLayout eventTemplateUri=\"classpath:EcsLayout.json\" eventDelimiter=\"&#10;\"/>";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination(), layout))) {
            log4j.logger().warn("tab\tand 😀");
            log4j.logger().error("failed", new IllegalStateException("with\nnewline"));

            await().untilAsserted(() -> assertThat(collector.lines()).hasSize(2));
        }
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(collector.lines().get(0)).get("message").asText())
                .isEqualTo("tab\tand 😀");
        assertThat(json.readTree(collector.lines().get(1)).get("error.message").asText())
                .isEqualTo("with\nnewline");
    }

    @Test
    void filtersOfTheAppenderAreAskedFirst() {
        String elements = "<ThresholdFilter level=\"WARN\"/><PatternLayout pattern=\"%m%n\"/>";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination(), elements))) {
            log4j.logger().info("filtered");
            log4j.logger().warn("passed");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("passed"));
            assertThat(log4j.stats().offered()).isEqualTo(1);
        }
    }

    @Test
    void locationIsThatOfTheCaller() {
        String elements = "<PatternLayout pattern=\"%M %m%n\"/>";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination(), elements))) {
            log4j.logger().info("here");

            await().untilAsserted(
                            () -> assertThat(collector.lines()).containsExactly("locationIsThatOfTheCaller here"));
        }
    }

    @Test
    void eventsUpToTheShedLevelAreDroppedWhileTheBufferIsNearlyFull() {
        collector.refuse();
        String attributes = destination()
                + " maxRetries=\"-1\" bufferSize=\"64KiB\" shedLevel=\"INFO\" shedThreshold=\"50%\""
                + " ignoreExceptions=\"false\"";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(attributes))) {
            String filling = "x".repeat(1000);
            for (int i = 0; i < 40; i++) {
                log4j.logger().error(filling);
            }

            log4j.logger().info("shed, without an exception although there may be exceptions");
            log4j.logger().log(Level.forName("NOTICE", 350), "above INFO");

            assertThat(log4j.stats().droppedShed()).isEqualTo(1);
            assertThat(log4j.stats().offered()).isEqualTo(42);
            assertThat(log4j.stats().bufferedEvents()).isEqualTo(41);
        }
    }

    private String destination() {
        return "destination=\"" + collector.destination() + "\"";
    }
}
