// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Compares what a syslog daemon has parsed, and stored as lines of JSON, with what {@link Shop} logs. Stateless. */
final class Messages {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> LEVELS = List.of("info", "warning", "info", "info", "err");

    private Messages() {}

    /** Returns how many whole lines there are. */
    static long count(byte[] stored) {
        return new String(stored, StandardCharsets.UTF_8)
                .chars()
                .filter(one -> one == '\n')
                .count();
    }

    /** Compares what a syslog daemon has read of RFC 5424. */
    static void check(byte[] stored) {
        List<JsonNode> events = events(stored);
        for (int i = 0; i < events.size(); i++) {
            String message = events.get(i).path("message").asText();
            String text = message.startsWith("\uFEFF") ? message.substring(1) : message;
            assertThat(events.get(i).path("app").asText()).isEqualTo("shop");
            if (isFailure(i)) {
                assertTrace(text, Shop.FAILED + "\n");
            } else {
                assertThat(text).isEqualTo(Shop.TEXTS.get(i % LEVELS.size()));
            }
        }
    }

    /** Compares what Graylog made of GELF. */
    static void checkGelf(byte[] stored) {
        List<JsonNode> events = events(stored);
        for (int i = 0; i < events.size(); i++) {
            String text = isFailure(i) ? Shop.FAILED : Shop.TEXTS.get(i % LEVELS.size());
            assertThat(events.get(i).path("message").asText()).isEqualTo(text);
            if (isFailure(i)) {
                assertTrace(events.get(i).path("trace").asText(), "");
            }
        }
    }

    /** Returns the events, as many as were logged, whose levels are right. */
    private static List<JsonNode> events(byte[] stored) {
        List<JsonNode> events = new String(stored, StandardCharsets.UTF_8)
                .lines()
                .map(Messages::parse)
                .toList();
        assertThat(events).hasSize(Shop.EVENTS);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).path("level").asText()).isEqualTo(LEVELS.get(i % LEVELS.size()));
        }
        return events;
    }

    private static boolean isFailure(int event) {
        return event % LEVELS.size() == Shop.TEXTS.size();
    }

    private static void assertTrace(String text, String before) {
        assertThat(text)
                .startsWith(before + "java.lang.IllegalStateException: not paid\n\tat ")
                .contains("\nCaused by: java.io.IOException: the bank\nsays no\n\t... ");
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(line, invalid);
        }
    }
}
