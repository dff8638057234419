// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.TextWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of stack frames with their escapes. Applications throw from a few places again and again. An entry is replaced
 * by the next frame of the same slot, so the memory is bounded.
 *
 * <p>Thread-safe without locks: entries are immutable, with final fields only, so a thread sees an entry whole or not at
 * all.
 *
 * @param <F> the type of frames
 */
final class FrameCache<F> {
    private static final int SLOTS = 1 << 11;
    /** A longer line is written anew each time. */
    private static final int LONGEST_LINE = 512;

    private final TextWriter text;
    private final ThrowableReader<?, F> reader;
    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

    private static final class Entry {
        final StackTraceElement element;
        final byte[] line;

        Entry(StackTraceElement element, byte[] line) {
            this.element = element;
            this.line = line;
        }
    }

    FrameCache(TextWriter text, ThrowableReader<?, F> reader) {
        this.text = text;
        this.reader = reader;
    }

    /** Appends the line of a frame. */
    void append(F frame, Scratch scratch) {
        StackTraceElement element = reader.element(frame);
        int hash = element.hashCode();
        int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
        Entry found = entries[slot];
        if (found != null && found.element.equals(element)) {
            scratch.bytes().append(found.line);
            return;
        }
        int start = scratch.bytes().length();
        text.append(reader.text(frame), scratch);
        int end = scratch.bytes().length();
        if (end - start <= LONGEST_LINE) {
            entries[slot] =
                    new Entry(element, Arrays.copyOfRange(scratch.bytes().array(), start, end));
        }
    }
}
