// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.github.gas4j.core.Framing;
import io.github.gas4j.core.GasClient;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The user's encoder, made ready for the wire.
 *
 * <p>Thread-safe: a stateless encoder runs on all threads that log at the same time, a stateful one on one at a time, under
 * the monitor of {@code turn}. A {@link java.util.concurrent.locks.Lock} would not do: an application may log at the end of
 * its stack, where {@code unlock()}, which is a call, can fail. The lock would then stay taken and every thread that logs
 * wait for ever, or the event, which is in the buffer, be counted again as a failure. Leaving a {@code synchronized} block is
 * no call and needs no stack. A virtual thread that waits here keeps its carrier before Java 24, no longer than other threads
 * encode and offer.
 *
 * @param <E> the type of events
 */
final class EventEncoder<E> {
    private final Encoder<E> encoder;
    private final @Nullable Object turn;

    private EventEncoder(Encoder<E> encoder, boolean stateful) {
        this.encoder = encoder;
        turn = stateful ? new Object() : null;
    }

    /** Takes an encoder into use; it starts one that is not started, as after a stop of the appender. */
    static <E> EventEncoder<E> start(Encoder<E> encoder) {
        // Joran has started the encoder already, which does no harm: the charset is read at each encoding.
        if (encoder instanceof LayoutWrappingEncoder<?> wrapping && wrapping.getCharset() == null) {
            wrapping.setCharset(StandardCharsets.UTF_8);
        }
        if (!encoder.isStarted()) {
            encoder.start();
        }
        return new EventEncoder<>(encoder, isStateful(encoder));
    }

    /** Asks the encoder by reflection, because Logback's encoders can be asked only since 1.6.4. */
    private static boolean isStateful(Encoder<?> encoder) {
        try {
            return (boolean) Encoder.class.getMethod("isStateful").invoke(encoder);
        } catch (NoSuchMethodException olderLogback) {
            return false;
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Returns why a framing would break what this writes, null if it would not, or if only events tell. */
    @Nullable
    String problemWith(Framing framing) {
        Charset charset = encoder instanceof LayoutWrappingEncoder<?> wrapping ? wrapping.getCharset() : null;
        return charset == null || framing.suits(charset)
                ? null
                : "option charset: '" + charset + "' does not go with framing=" + framing
                        + ", for which a newline must be one byte; valid: UTF-8, or framing=NONE";
    }

    byte[] header() {
        return orEmpty(encoder.headerBytes());
    }

    byte[] footer() {
        return orEmpty(encoder.footerBytes());
    }

    private static byte[] orEmpty(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    /** Encodes an event and offers it to the client; throws whatever the encoder throws. */
    void offer(E event, GasClient client) {
        if (turn == null) {
            offer(encoder.encode(event), client);
            return;
        }
        // Calls the arguments' toString() before the lock is taken: one that waits for a thread which is logging would
        // wait for ever, and one that logs would interrupt the encoder halfway.
        if (event instanceof ILoggingEvent logged) {
            logged.getFormattedMessage();
        }
        synchronized (turn) {
            offer(encoder.encode(event), client);
        }
    }

    private static void offer(byte @Nullable [] bytes, GasClient client) {
        if (bytes == null) {
            throw new IllegalStateException("the encoder returned null");
        }
        client.offer(bytes, 0, bytes.length);
    }

    void stop() {
        encoder.stop();
    }
}
