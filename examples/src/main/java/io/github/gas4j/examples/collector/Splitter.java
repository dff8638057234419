// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import io.github.gas4j.testkit.Frames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts what one connection carries into events, in whatever pieces it arrives. Confined to one thread. */
final class Splitter {
    private static final int LONGEST = 4 << 20;
    private static final int MOST_DIGITS = 9;
    private static final int SHOWN = 20;

    private final Cut cut;
    private byte[] rest = {};
    private @Nullable String defect;

    Splitter(Cut cut) {
        this.cut = cut;
    }

    /** Returns the events that end within this piece. What follows them may be a {@link #defect}. */
    List<byte[]> split(byte[] piece, int length) {
        byte[] bytes = Arrays.copyOf(rest, rest.length + length);
        System.arraycopy(piece, 0, bytes, rest.length, length);
        try {
            Frames frames = cut.split(bytes);
            rest = frames.torn();
            if (rest.length > LONGEST) {
                defect = "an event of more than " + LONGEST + " bytes";
            } else if (cut == Cut.OCTET_COUNTING && !beginsWithCount(rest)) {
                defect = "no octet count before: " + beginning();
            }
            return cut == Cut.NEWLINE
                    ? frames.whole().stream().map(Splitter::chomp).toList()
                    : frames.whole();
        } catch (ArithmeticException tooLarge) {
            defect = "an octet count is too large";
            return List.of();
        }
    }

    /** Returns why the bytes cannot be cut into events any more, or null as long as they can. */
    @Nullable
    String defect() {
        return defect;
    }

    /** Returns a line without the carriage return before its newline. */
    private static byte[] chomp(byte[] line) {
        int length = line.length;
        return length > 0 && line[length - 1] == '\r' ? Arrays.copyOf(line, length - 1) : line;
    }

    /** Returns how many bytes have come since the last whole event. */
    int rest() {
        return rest.length;
    }

    private static boolean beginsWithCount(byte[] bytes) {
        int digits = 0;
        while (digits < bytes.length && bytes[digits] >= '0' && bytes[digits] <= '9') {
            digits++;
        }
        return digits <= MOST_DIGITS && (digits == bytes.length || (digits > 0 && bytes[digits] == ' '));
    }

    private String beginning() {
        byte[] shown = Arrays.copyOf(rest, Math.min(SHOWN, rest.length));
        return new String(Printable.of(shown), StandardCharsets.UTF_8);
    }
}
