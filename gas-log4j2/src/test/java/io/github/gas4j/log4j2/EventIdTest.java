// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The word {@code %eventId}, which Log4j finds by itself. */
final class EventIdTest {
    private static final String ID = "[g-v][0-9a-v]{12}-[0-9a-v]{12}";

    @Test
    void ourAppenderSendsIdsInOrder(@TempDir Path directory) {
        try (Collector collector = Collector.up();
                Log4j log4j = Log4j.start(
                        directory,
                        Log4j.gas(
                                "destination=\"" + collector.destination() + "\"",
                                "<PatternLayout pattern=\"%eventId %m%n\"/>"))) {
            log4j.logger().info("one");
            log4j.logger().info("two");

            List<String> lines = collector.awaitLines(2);
            assertThat(lines.get(0)).matches(ID + " one");
            assertThat(lines.get(1)).matches(ID + " two");
            assertThat(lines).isSorted();
        }
    }

    @Test
    void everyPatternLayoutKnowsTheWord() {
        assertThat(layOut("%eventId")).matches(ID);
        assertThat(layOut("%30eventId|%.3eventId|%replace{%eventId}{-.*}{}"))
                .matches(" {4}([g-v][0-9a-v]{12})-[0-9a-v]{12}\\|[0-9a-v]{3}\\|\\1");
    }

    /** Log4j's own words that begin in the same way keep their meaning. */
    @ParameterizedTest
    @ValueSource(
            strings = {"%ex", "%e", "%exception", "%enc{%m}", "%encode{%m}{JSON}", "%endOfBatch", "%equals{%m}{a}{b}"})
    void itIsInNoOtherWordsWay(String word) {
        assertThat(layOut(word)).doesNotMatch(".*" + ID + ".*").doesNotContain("eventId");
        assertThat(layOut(word + "%eventId")).isNotEqualTo(layOut(word)).matches(".*" + ID);
    }

    private static String layOut(String pattern) {
        LogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName("logger")
                .setMessage(new SimpleMessage("one"))
                .build();
        StringBuilder text = new StringBuilder();
        PatternLayout.createPatternParser(new DefaultConfiguration())
                .parse(pattern)
                .forEach(word -> word.format(event, text));
        return text.toString();
    }
}
