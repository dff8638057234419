// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.event.RandomEvents;
import io.github.gas4j.core.internal.event.TestEvent;
import io.github.gas4j.testkit.SyslogMessage;
import io.github.gas4j.testkit.SyslogMessage.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Random events of any characters, throwables and objects that throw: each one parses, and carries what was logged.
 * {@code -Dgas.fuzz.events=10000000} sets how many.
 */
class SyslogFuzzTest {
    private static final int EVENTS = Integer.getInteger("gas.fuzz.events", 10_000);

    @Test
    void everyEventParsesAndCarriesWhatWasLogged() {
        long seed = System.nanoTime();
        RandomEvents events = new RandomEvents(seed);
        Syslog syslog = new Syslog("eventId", "true");
        for (int i = 0; i < EVENTS; i++) {
            TestEvent event = events.event();
            byte[] bytes = syslog.bytes(event);
            SyslogMessage message;
            try {
                message = SyslogMessage.parse(bytes);
            } catch (RuntimeException wrong) {
                throw new AssertionError("seed " + seed + ", event " + i + ": " + Arrays.toString(bytes), wrong);
            }
            String text = message.text() == null ? "" : message.text();
            if (event.message() != null) {
                String logged =
                        withoutNewlines(TestEvent.received(event.message().toString()));
                assertThat(text).as("seed %d, event %d", seed, i).startsWith(logged);
                if (event.throwable() == null) {
                    assertThat(text).as("seed %d, event %d", seed, i).isEqualTo(logged);
                }
            }
            assertThat(message.parameters())
                    .as("seed %d, event %d", seed, i)
                    .hasSizeGreaterThan(event.extra().mdc().isEmpty() ? 0 : 1);
            message.parameters().forEach(parameter -> check(event, parameter));
        }
    }

    private static String withoutNewlines(String text) {
        int end = text.length();
        while (end > 0 && "\r\n".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Checks that an entry of the MDC has its value, unless a pair has the name. */
    private static void check(TestEvent event, Parameter parameter) {
        String logged = event.extra().mdc().get(parameter.name());
        boolean isPair =
                event.extra().pairs().stream().anyMatch(pair -> parameter.name().equals(pair.getKey()));
        boolean hasControls = logged != null && logged.chars().anyMatch(one -> one < ' ' || one == 0x7F);
        if (logged != null && !isPair && !hasControls && parameter.name().matches("[ab]")) {
            assertThat(parameter.value()).isEqualTo(TestEvent.received(logged));
        }
    }
}
