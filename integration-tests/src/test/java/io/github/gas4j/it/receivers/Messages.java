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

    static void check(byte[] stored) {
        List<JsonNode> events = new String(stored, StandardCharsets.UTF_8)
                .lines()
                .map(Messages::parse)
                .toList();
        assertThat(events).hasSize(Shop.EVENTS);
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            int kind = i % LEVELS.size();
            assertThat(event.path("level").asText()).isEqualTo(LEVELS.get(kind));
            assertThat(event.path("app").asText()).isEqualTo("shop");
            String message = event.path("message").asText();
            String text = message.startsWith("\uFEFF") ? message.substring(1) : message;
            if (kind < Shop.TEXTS.size()) {
                assertThat(text).isEqualTo(Shop.TEXTS.get(kind));
            } else {
                assertThat(text)
                        .startsWith(Shop.FAILED + "\njava.lang.IllegalStateException: not paid\n\tat ")
                        .contains("\nCaused by: java.io.IOException: the bank\nsays no\n\t... ");
            }
        }
    }

    /** Compares what Graylog made of GELF. */
    static void checkGelf(byte[] stored) {
        List<JsonNode> events = new String(stored, StandardCharsets.UTF_8)
                .lines()
                .map(Messages::parse)
                .toList();
        assertThat(events).hasSize(Shop.EVENTS);
        for (int i = 0; i < events.size(); i++) {
            JsonNode event = events.get(i);
            int kind = i % LEVELS.size();
            assertThat(event.path("level").asText()).isEqualTo(LEVELS.get(kind));
            boolean failed = kind == Shop.TEXTS.size();
            assertThat(event.path("message").asText()).isEqualTo(failed ? Shop.FAILED : Shop.TEXTS.get(kind));
            if (failed) {
                assertThat(event.path("trace").asText())
                        .startsWith("java.lang.IllegalStateException: not paid\n\tat ")
                        .contains("\nCaused by: java.io.IOException: the bank\nsays no\n\t... ");
            }
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException invalid) {
            throw new IllegalArgumentException(line, invalid);
        }
    }
}
