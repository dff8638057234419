// SPDX-License-Identifier: MIT
package io.github.gas4j.it.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Framing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a framework wrote into a file with the layout that the appender has, event by event, and what the appender makes of
 * that. Immutable.
 */
final class Copy {
    /** Where an event begins: a level, a priority, or an object of JSON. No line of a text or of a stack trace does. */
    private static final Pattern BEGIN = Pattern.compile("(?m)^(?=(?:INFO |WARN |ERROR) |<\\d+>1 |\\{\")");

    private static final Pattern LAST_NEWLINES = Pattern.compile("\n+$");

    private final List<String> events;
    private final Framing framing;

    private Copy(List<String> events, Framing framing) {
        this.events = events;
        this.framing = framing;
    }

    /** Reads all events of {@link Shop}. */
    static Copy of(Path file, Framing framing) throws IOException {
        List<String> events = Arrays.stream(BEGIN.split(Files.readString(file)))
                .map(event -> LAST_NEWLINES.matcher(event).replaceAll(""))
                .map(event -> framing == Framing.NEWLINE ? escaped(event) : event)
                .toList();
        assertThat(events).hasSize(Shop.EVENTS);
        return new Copy(events, framing);
    }

    private static String escaped(String event) {
        return event.replace("\n", "\\n").replace("\r", "\\r");
    }

    /** Returns the events as a receiver stores them that ends each with a newline. */
    byte[] stored() {
        return events.stream()
                .map(event -> event + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the bytes on the wire. */
    byte[] wire() {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (String event : events) {
            byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
            if (framing == Framing.OCTET_COUNTING) {
                wire.writeBytes((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
            }
            wire.writeBytes(bytes);
            if (framing == Framing.NEWLINE) {
                wire.write('\n');
            } else if (framing == Framing.NUL) {
                wire.write(0);
            }
        }
        return wire.toByteArray();
    }
}
