// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a framework's throwables. Implementations are thread-safe.
 *
 * @param <T> the type of throwables
 * @param <F> the type of their frames
 */
public interface ThrowableReader<T, F> {
    String className(T throwable);

    @Nullable
    String message(T throwable);

    /** Returns the first line of the trace: the class and the message, or what the throwable's own toString() says. */
    String headline(T throwable);

    @Nullable
    T cause(T throwable);

    /** Returns the suppressed throwables, or an empty list. */
    List<T> suppressed(T throwable);

    /** Returns the frames, the innermost first; nobody writes to the array. */
    F[] frames(T throwable);

    /** Returns a frame as an element, by which its text is cached. */
    StackTraceElement element(F frame);

    /** Returns a frame's line, beginning with "at". */
    String text(F frame);

    /**
     * Returns how many frames at the end are those of the enclosing throwable as well.
     *
     * @param enclosing the frames of the throwable that has this one as its cause or suppressed it, null for none
     */
    int commonFrames(T throwable, F[] frames, F @Nullable [] enclosing);

    /** Returns whether the framework marks this throwable as one that contains itself. */
    boolean isCyclic(T throwable);
}
