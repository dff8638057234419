// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.event.RandomEvents;
import io.github.gas4j.core.internal.event.TestEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Random events of any characters, nesting, throwables and objects that throw: each one parses, and carries what was logged.
 * {@code -Dgas.fuzz.events=10000000} sets how many.
 */
class JsonFuzzTest {
    private static final int EVENTS = Integer.getInteger("gas.fuzz.events", 15_000);

    @ParameterizedTest
    @EnumSource(JsonFormat.class)
    void everyEventParsesAndCarriesWhatWasLogged(JsonFormat format) {
        long seed = System.nanoTime();
        RandomEvents events = new RandomEvents(seed);
        Json whole = new Json("format", format.name(), "eventId", "true", "includeContext", "true");
        Json cut = new Json("format", format.name(), "maxLength", "600", "includeCallerData", "true");
        String messageField = format == JsonFormat.GELF ? "short_message" : "message";
        for (int i = 0; i < EVENTS / JsonFormat.values().length; i++) {
            TestEvent event = events.event();
            Map<String, Object> fields = fields(whole, event, seed, i);
            if (event.message() != null && !event.message().toString().isBlank()) {
                assertThat(fields)
                        .as("seed %d, event %d", seed, i)
                        .containsEntry(
                                messageField, TestEvent.received(event.message().toString()));
            }
            fields.forEach((name, value) -> check(event, name, value));
            fields(cut, event, seed, i);
            assertThat(cut.length()).isLessThanOrEqualTo(600);
        }
    }

    private static Map<String, Object> fields(Json json, TestEvent event, long seed, int i) {
        try {
            return json.fields(event);
        } catch (RuntimeException | Error failed) {
            throw new AssertionError("seed " + seed + ", event " + i + ": " + json.line(event), failed);
        }
    }

    /** Checks that a field of the MDC has its value, unless a pair or the format has the name. */
    private static void check(TestEvent event, String name, @Nullable Object value) {
        String logged = event.extra().mdc().get(name);
        boolean isPair = event.extra().pairs().stream().anyMatch(pair -> name.equals(pair.getKey()));
        if (logged != null && !isPair && (name.equals("a") || name.equals("b"))) {
            assertThat(value).isEqualTo(TestEvent.received(logged));
        }
    }
}
