// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes an event one line that disturbs no terminal that reads UTF-8: control characters other than tab become {@code \n}, {@code \r} or
 * {@code \x1b}, in either of their encodings. All other bytes stay, also those that are no UTF-8. Stateless.
 */
final class Printable {
    private static final int DELETE = 0x7f;

    /** Begins the two bytes of U+0080 to U+00BF in UTF-8, of which the first half are control characters too. */
    private static final byte BEGINS_C1 = (byte) 0xc2;

    private static final byte AFTER_C1 = (byte) 0xa0;

    private Printable() {}

    static byte[] of(byte[] event) {
        for (int i = 0; i < event.length; i++) {
            if (isControl(event, i)) {
                return escaped(event);
            }
        }
        return event;
    }

    private static byte[] escaped(byte[] event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(event.length + 16);
        for (int i = 0; i < event.length; i++) {
            if (isControl(event, i)) {
                out.writeBytes(escape(event[i]).getBytes(StandardCharsets.US_ASCII));
                if (event[i] == BEGINS_C1) {
                    out.writeBytes(escape(event[++i]).getBytes(StandardCharsets.US_ASCII));
                }
            } else {
                out.write(event[i]);
            }
        }
        return out.toByteArray();
    }

    private static boolean isControl(byte[] event, int i) {
        byte value = event[i];
        if (value == BEGINS_C1) {
            // bytes are signed: those from 0x80 to 0x9f are the least
            return i + 1 < event.length && event[i + 1] < AFTER_C1;
        }
        return (value >= 0 && value < ' ' && value != '\t') || value == DELETE;
    }

    private static String escape(byte value) {
        return switch (value) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> String.format(Locale.ROOT, "\\x%02x", value & 0xff);
        };
    }
}
