// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import static ch.qos.logback.core.CoreConstants.CAUSED_BY;
import static ch.qos.logback.core.CoreConstants.LINE_SEPARATOR;
import static ch.qos.logback.core.CoreConstants.SUPPRESSED;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes the stack trace of an exception as {@code %ex} without options does. The lines of frames come from a cache.
 *
 * <p>Thread-safe: has nothing but its cache, which is.
 */
final class TracePiece extends ConverterPiece {
    private static final byte[] NEWLINE = LINE_SEPARATOR.getBytes(StandardCharsets.UTF_8);

    private final FrameTexts frames = new FrameTexts();

    TracePiece(ThrowableProxyConverter converter, String literals) {
        super(converter, literals);
    }

    @Override
    char write(ILoggingEvent event, Scratch scratch) {
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            append(thrown, "", 1, scratch);
        }
        return appendLiterals(scratch.bytes()); // behind the end of a line or, without an exception, a closed end
    }

    /** Appends an exception with all that belongs to it. Recursive like Logback's code, so that a ring of causes ends the same. */
    private void append(IThrowableProxy thrown, String prefix, int indent, Scratch scratch) {
        appendHead(thrown, prefix, indent - 1, scratch);
        appendFrames(thrown, indent, scratch.bytes());
        IThrowableProxy[] suppressed = thrown.getSuppressed();
        if (suppressed != null) {
            for (IThrowableProxy each : suppressed) {
                append(each, SUPPRESSED, indent + 1, scratch);
            }
        }
        IThrowableProxy cause = thrown.getCause();
        if (cause != null) {
            append(cause, CAUSED_BY, indent, scratch);
        }
    }

    /** Appends the first line, by Logback's own method, which takes an exception with frames in common for a cause. */
    private static void appendHead(IThrowableProxy thrown, String prefix, int indent, Scratch scratch) {
        StringBuilder text = scratch.text();
        text.setLength(0);
        ThrowableProxyUtil.indent(text, indent);
        text.append(prefix);
        int start = text.length();
        ThrowableProxyUtil.subjoinFirstLine(text, thrown);
        if (thrown.getCommonFrames() > 0) {
            text.delete(start, start + CAUSED_BY.length());
        }
        text.append(LINE_SEPARATOR);
        scratch.bytes().append(text.toString());
    }

    private void appendFrames(IThrowableProxy thrown, int indent, Utf8Buffer to) {
        StackTraceElementProxy[] trace = thrown.getStackTraceElementProxyArray();
        int common = thrown.getCommonFrames();
        for (int i = 0; i < trace.length - Math.max(0, common); i++) {
            appendTabs(indent, to);
            to.append(frames.of(trace[i]));
            to.append(NEWLINE);
        }
        if (common > 0) {
            appendTabs(indent, to);
            to.append("... ");
            to.append((long) common);
            to.append(" common frames omitted");
            to.append(NEWLINE);
        }
    }

    private static void appendTabs(int count, Utf8Buffer to) {
        for (int i = 0; i < count; i++) {
            to.append((byte) '\t');
        }
    }
}
