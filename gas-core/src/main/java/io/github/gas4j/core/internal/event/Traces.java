// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.TextWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes stack traces as Logback does, with a newline behind each line: causes after what they caused, or the other way
 * round with {@code rootCauseFirst}; suppressed throwables one step further to the right; frames that the enclosing
 * throwable has as well only as their number.
 *
 * <p>Thread-safe: immutable but for the cache.
 *
 * @param <T> the type of throwables
 * @param <F> the type of their frames
 */
public final class Traces<T, F> {
    /** How many throwables of one event are written at most. */
    private static final int MOST_THROWABLES = 256;
    /** How deep throwables may be nested into each other. */
    private static final int DEEPEST = 64;

    private static final String CAUSED_BY = "Caused by: ";
    private static final String WRAPPED_BY = "Wrapped by: ";
    private static final String SUPPRESSED = "Suppressed: ";

    private final ThrowableReader<T, F> reader;
    private final TextWriter text;
    private final byte[] newline;
    private final byte[] tab;
    private final FrameCache<F> frames;
    private final int mostFrames;
    private final boolean rootCauseFirst;

    /** The throwables of one event that were written already. */
    private static final class Seen<T> {
        private final List<T> throwables = new ArrayList<>(4);
        /** How many more are written, those that were written already included. */
        private int left = MOST_THROWABLES;

        boolean isNew(T throwable) {
            for (T one : throwables) {
                if (one == throwable) {
                    return false;
                }
            }
            throwables.add(throwable);
            return true;
        }
    }

    /**
     * Creates a writer of traces.
     *
     * @param text writes their texts, newlines and tabs
     */
    public Traces(ThrowableReader<T, F> reader, TextWriter text, TraceOptions options) {
        this.reader = reader;
        this.text = text;
        this.newline = bytes("\n");
        this.tab = bytes("\t");
        this.frames = new FrameCache<>(text, reader);
        this.mostFrames = options.maxDepthPerThrowable();
        this.rootCauseFirst = options.rootCauseFirst();
    }

    private byte[] bytes(String character) {
        Scratch scratch = new Scratch();
        text.append(character, scratch);
        return Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
    }

    /** Appends the trace of a throwable. Its last line ends with a newline, too. */
    public void append(T throwable, Scratch scratch) {
        int start = scratch.bytes().length();
        try {
            if (rootCauseFirst) {
                fromTheRoot(throwable, null, "", 1, new Seen<>(), scratch);
            } else {
                fromTheTop(throwable, null, "", 1, new Seen<>(), scratch);
            }
        } catch (Throwable failed) { // one whose getters throw
            scratch.bytes().truncate(start);
            line(Notes.failed("stack trace", failed), 0, scratch);
        }
    }

    private void fromTheTop(T top, F @Nullable [] enclosing, String title, int indent, Seen<T> seen, Scratch scratch) {
        F @Nullable [] outer = enclosing;
        String prefix = title;
        for (T next = top; next != null; next = reader.cause(next)) {
            if (!goesOn(next, prefix, indent, seen, scratch)) {
                return;
            }
            line(prefix + markedHeadline(next), indent - 1, scratch);
            F[] own = reader.frames(next);
            frames(next, own, outer, indent, scratch);
            for (T suppressed : reader.suppressed(next)) {
                if (indent < DEEPEST && seen.left >= 0) {
                    fromTheTop(suppressed, own, SUPPRESSED, indent + 1, seen, scratch);
                }
            }
            outer = own;
            prefix = CAUSED_BY;
        }
    }

    /** Appends causes first. */
    private void fromTheRoot(
            T throwable, F @Nullable [] enclosing, String title, int indent, Seen<T> seen, Scratch scratch) {
        if (!goesOn(throwable, title, indent, seen, scratch)) {
            return;
        }
        F[] own = reader.frames(throwable);
        T cause = reader.cause(throwable);
        String prefix = title;
        if (cause != null) {
            fromTheRoot(cause, own, title, indent, seen, scratch);
            prefix = WRAPPED_BY;
        }
        line(prefix + markedHeadline(throwable), indent - 1, scratch);
        frames(throwable, own, enclosing, indent, scratch);
        for (T suppressed : reader.suppressed(throwable)) {
            if (indent < DEEPEST && seen.left >= 0) {
                fromTheRoot(suppressed, own, SUPPRESSED, indent + 1, seen, scratch);
            }
        }
    }

    /** Returns whether a throwable is to be written. If not, appends a line that says why, the last one of its kind. */
    private boolean goesOn(T throwable, String prefix, int indent, Seen<T> seen, Scratch scratch) {
        seen.left--;
        if (seen.left > 0) {
            boolean isNew = seen.isNew(throwable);
            if (!isNew) {
                line(prefix + "[CIRCULAR REFERENCE: " + headline(throwable) + "]", indent - 1, scratch);
            }
            return isNew;
        }
        if (seen.left == 0) {
            seen.left--;
            line(prefix + "[more than " + MOST_THROWABLES + " throwables]", indent - 1, scratch);
        }
        return false;
    }

    private String markedHeadline(T throwable) {
        String headline = headline(throwable);
        return reader.isCyclic(throwable) ? "[CIRCULAR REFERENCE: " + headline + "]" : headline;
    }

    private void frames(T throwable, F[] own, F @Nullable [] enclosing, int indent, Scratch scratch) {
        int common = Math.min(own.length, reader.commonFrames(throwable, own, enclosing));
        boolean all = mostFrames >= own.length - common;
        int shown = all ? own.length - common : mostFrames;
        for (int i = 0; i < shown; i++) {
            tabs(indent, scratch);
            frames.append(own[i], scratch);
            scratch.bytes().append(newline);
        }
        if (!all) {
            line("... " + (own.length - shown) + " frames truncated", indent, scratch);
        } else if (common > 0) {
            line("... " + common + " common frames omitted", indent, scratch);
        }
    }

    private String headline(T throwable) {
        try {
            return reader.headline(throwable);
        } catch (Throwable failed) {
            return reader.className(throwable) + ": " + Notes.failed("toString()", failed);
        }
    }

    private void line(String line, int indent, Scratch scratch) {
        tabs(indent, scratch);
        text.append(line, scratch);
        scratch.bytes().append(newline);
    }

    private void tabs(int count, Scratch scratch) {
        for (int i = 0; i < count; i++) {
            scratch.bytes().append(tab);
        }
    }
}
