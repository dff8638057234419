// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Compares what {@link TracePiece} writes with what the Logback at hand writes, which may be newer than any that was
 * tested. The exception has a cause, a suppressed exception, a ring and frames in common.
 *
 * <p>Thread-safe: stateless.
 */
final class TraceProof {
    private static final int FRAMES = 8;

    private TraceProof() {}

    /** Returns whether the piece writes the same as its converter. */
    static boolean holds(TracePiece piece) {
        LoggingEvent event = new LoggingEvent();
        event.setThrowableProxy(new ThrowableProxy(example()));
        try {
            Scratch scratch = new Scratch();
            piece.write(event, scratch);
            byte[] expected = piece.text(event).getBytes(StandardCharsets.UTF_8);
            return Arrays.equals(
                    expected,
                    Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length()));
        } catch (LinkageError otherLogback) {
            return false;
        }
    }

    private static Throwable example() {
        Exception cause = new IllegalStateException("cause");
        Exception thrown = new IllegalArgumentException(null, cause);
        Exception suppressed = new UnsupportedOperationException("suppressed");
        thrown.addSuppressed(suppressed);
        cause.addSuppressed(thrown);
        for (Exception each : new Exception[] {thrown, cause, suppressed}) {
            StackTraceElement[] frames = each.getStackTrace();
            each.setStackTrace(Arrays.copyOf(frames, Math.min(FRAMES, frames.length)));
        }
        return thrown;
    }
}
