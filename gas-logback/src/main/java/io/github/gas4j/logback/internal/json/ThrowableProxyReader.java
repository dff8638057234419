// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.json;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.gas4j.core.internal.event.ThrowableReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Logback keeps of throwables.
 *
 * <p>Thread-safe: stateless.
 */
public final class ThrowableProxyReader implements ThrowableReader<IThrowableProxy, StackTraceElementProxy> {
    private static final StackTraceElementProxy[] NO_FRAMES = {};

    /** Creates a reader. */
    public ThrowableProxyReader() {}

    @Override
    public String className(IThrowableProxy throwable) {
        return String.valueOf(throwable.getClassName());
    }

    @Override
    public @Nullable String message(IThrowableProxy throwable) {
        return throwable.getMessage();
    }

    @Override
    public String headline(IThrowableProxy throwable) {
        String own = throwable.getOverridingMessage();
        return own != null ? own : throwable.getClassName() + ": " + throwable.getMessage();
    }

    @Override
    public @Nullable IThrowableProxy cause(IThrowableProxy throwable) {
        return throwable.getCause();
    }

    @Override
    public List<IThrowableProxy> suppressed(IThrowableProxy throwable) {
        IThrowableProxy[] suppressed = throwable.getSuppressed();
        return suppressed == null ? List.of() : List.of(suppressed);
    }

    @Override
    public StackTraceElementProxy[] frames(IThrowableProxy throwable) {
        StackTraceElementProxy[] frames = throwable.getStackTraceElementProxyArray();
        return frames == null ? NO_FRAMES : frames;
    }

    @Override
    public StackTraceElement element(StackTraceElementProxy frame) {
        return frame.getStackTraceElement();
    }

    /** Returns the line as Logback writes it, with the jar and its version if the context adds them. */
    @Override
    public String text(StackTraceElementProxy frame) {
        if (frame.getClassPackagingData() == null) {
            return frame.getSTEAsString();
        }
        StringBuilder line = new StringBuilder(frame.getSTEAsString());
        ThrowableProxyUtil.subjoinPackagingData(line, frame);
        return line.toString();
    }

    @Override
    public int commonFrames(
            IThrowableProxy throwable, StackTraceElementProxy[] frames, StackTraceElementProxy @Nullable [] enclosing) {
        return Math.max(0, throwable.getCommonFrames());
    }

    @Override
    public boolean isCyclic(IThrowableProxy throwable) {
        return throwable.isCyclic();
    }
}
