// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Compares the bytes of a compiled pattern with those of an encoder. Confined to one thread. */
final class Comparison {
    private static final int MOST_SHOWN = 3;
    private static final int LONGEST_SHOWN = 300;

    private final Scratch scratch = new Scratch();
    private final List<String> shown = new ArrayList<>();
    private int compared;
    private int different;

    /** Encodes all events with both. */
    void compare(PatternLayoutEncoder encoder, CompiledPattern pattern, List<ILoggingEvent> events) {
        for (ILoggingEvent event : events) {
            byte[] expected = bytesOrException(() -> encoder.encode(event));
            byte[] actual = bytesOrException(() -> Encoders.encode(pattern, event, scratch));
            compared++;
            if (!Arrays.equals(expected, actual)) {
                different++;
                if (shown.size() < MOST_SHOWN) {
                    shown.add(encoder.getPattern() + ": expected " + show(expected) + " but was " + show(actual));
                }
            }
        }
    }

    private static byte[] bytesOrException(Callable<byte[]> encoding) {
        try {
            return encoding.call();
        } catch (Exception thrown) {
            return ("threw " + thrown).getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String show(byte[] bytes) {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length, LONGEST_SHOWN); i++) {
            hex.append(
                    bytes[i] >= ' ' && bytes[i] < 127
                            ? String.valueOf((char) bytes[i])
                            : String.format(Locale.ROOT, "<%02x>", bytes[i]));
        }
        return hex.toString();
    }

    int compared() {
        return compared;
    }

    int different() {
        return different;
    }

    /** Returns the first differences, in words. */
    List<String> differences() {
        return shown;
    }
}
