// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.json;

import io.github.gas4j.core.internal.event.ThrowableReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads throwables as the JVM has them. What a throwable cannot say, because its own methods fail, it does not have.
 *
 * <p>Stateless.
 */
final class StackTraceReader implements ThrowableReader<Throwable, StackTraceElement> {
    private static final StackTraceElement[] NO_FRAMES = {};

    @Override
    public String className(Throwable throwable) {
        return throwable.getClass().getName();
    }

    @Override
    public @Nullable String message(Throwable throwable) {
        return throwable.getMessage();
    }

    @Override
    public String headline(Throwable throwable) {
        return String.valueOf((Object) throwable); // toString() may return null
    }

    @Override
    public @Nullable Throwable cause(Throwable throwable) {
        try {
            return throwable.getCause();
        } catch (RuntimeException | LinkageError unreadable) {
            return null;
        }
    }

    @Override
    public List<Throwable> suppressed(Throwable throwable) {
        return List.of(throwable.getSuppressed());
    }

    @Override
    public StackTraceElement[] frames(Throwable throwable) {
        try {
            StackTraceElement[] frames = throwable.getStackTrace();
            return frames == null ? NO_FRAMES : frames;
        } catch (RuntimeException | LinkageError unreadable) {
            return NO_FRAMES;
        }
    }

    @Override
    public StackTraceElement element(StackTraceElement frame) {
        return frame;
    }

    @Override
    public String text(StackTraceElement frame) {
        return "at " + frame;
    }

    @Override
    public int commonFrames(Throwable throwable, StackTraceElement[] frames, StackTraceElement @Nullable [] enclosing) {
        if (enclosing == null) {
            return 0;
        }
        int most = Math.min(frames.length, enclosing.length);
        int common = 0;
        while (common < most && frames[frames.length - 1 - common].equals(enclosing[enclosing.length - 1 - common])) {
            common++;
        }
        return common;
    }

    /** Returns false: the core counts what it has written. */
    @Override
    public boolean isCyclic(Throwable throwable) {
        return false;
    }
}
