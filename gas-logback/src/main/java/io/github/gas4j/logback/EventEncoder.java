// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.Framing;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.ScratchPool;
import io.github.gas4j.logback.internal.encoding.DirectEncoder;
import io.github.gas4j.logback.internal.encoding.StreamedEncoder;
import io.github.gas4j.logback.internal.pattern.CompiledPattern;
import io.github.gas4j.logback.internal.pattern.PatternCompiler;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events with the configured encoder and offers the bytes to the client. An encoder that can write into memory which
 * is used again does; of any other, the arrays are offered that it makes.
 *
 * <p>Thread-safe: a stateless encoder runs on all logging threads at the same time. A stateful one runs on one thread
 * at a time, under the monitor of {@code turn}. A {@link java.util.concurrent.locks.Lock} does not work, because its
 * {@code unlock()} is a call, which can fail when an application logs with its stack almost exhausted. Then the lock
 * would stay taken and block all logging threads for ever, or an event that is in the buffer would be counted again as
 * a failure. Leaving a {@code synchronized} block needs no stack. Before Java 24, a virtual thread that waits here pins
 * its carrier, but not longer than other threads encode and offer. Each event has memory of its own from the pool while it
 * is encoded and offered, also one that is logged while another is being encoded.
 *
 * @param <E> the type of events
 */
final class EventEncoder<E> {
    private final Encoder<E> encoder;
    private final @Nullable DirectEncoder<E> direct;
    private final ScratchPool<Scratch> pool = new ScratchPool<>(Scratch::new);
    private final @Nullable Object turn;
    /** Guards a stateful encoder, but not the wait for room. The client's thread makes that room, and must not wait for it. */
    private final Object encoding = new Object();

    private final @Nullable String report;

    private EventEncoder(Encoder<E> encoder, boolean stateful, PatternCompiler.Result compiled) {
        this.encoder = encoder;
        turn = stateful ? new Object() : null;
        direct = stateful ? null : directly(encoder, compiled.pattern());
        report = compiled.report();
    }

    @SuppressWarnings("unchecked") // what encodes events as an Encoder<E> encodes the same events directly
    private static <E> @Nullable DirectEncoder<E> directly(Encoder<E> encoder, @Nullable CompiledPattern compiled) {
        if (compiled != null) {
            return (DirectEncoder<E>) compiled;
        }
        if (encoder instanceof OwnEncoder own) {
            return (DirectEncoder<E>) own.direct();
        }
        return encoder instanceof DirectEncoder<?> itself ? (DirectEncoder<E>) itself : StreamedEncoder.of(encoder);
    }

    /**
     * Prepares an encoder and starts it if it is not started, as after a stop of the appender.
     *
     * @param compilesPattern whether a pattern is compiled if it can be
     */
    static <E> EventEncoder<E> start(Encoder<E> encoder, boolean compilesPattern) {
        // Joran may have started the encoder already. That does no harm, because it reads the charset at each encoding.
        if (encoder instanceof LayoutWrappingEncoder<?> wrapping && wrapping.getCharset() == null) {
            wrapping.setCharset(StandardCharsets.UTF_8);
        }
        if (!encoder.isStarted()) {
            encoder.start();
        }
        return new EventEncoder<>(encoder, isStateful(encoder), PatternCompiler.compile(encoder, compilesPattern));
    }

    /** Returns a line about what became of the encoder's pattern, or null if it has none. */
    @Nullable
    String report() {
        return report;
    }

    /** Returns whether the encoder is stateful, by reflection: the method exists only since Logback 1.6.4. */
    private static boolean isStateful(Encoder<?> encoder) {
        try {
            return (boolean) Encoder.class.getMethod("isStateful").invoke(encoder);
        } catch (NoSuchMethodException olderLogback) {
            return false;
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Returns why the encoder does not work with a framing, or null if no problem is known before the first event. */
    @Nullable
    String problemWith(Framing framing) {
        if (encoder instanceof OwnEncoder && !encoder.isStarted()) {
            return "the encoder has not started, because of the errors that it has reported";
        }
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

    /**
     * Encodes an event and offers it to the client. Throws whatever the encoder throws.
     *
     * @return why the client refused the event, which is not counted yet; null if there is nothing left to do
     */
    @Nullable
    Refusal offer(E event, GasClient client) {
        if (direct != null) {
            return offer(event, direct, client);
        }
        if (turn == null) {
            return offer(encoder.encode(event), client);
        }
        format(event);
        synchronized (turn) {
            return offer(encodeAlone(event), client);
        }
    }

    /** Encodes an event, without a wait for those that are being offered. Throws whatever the encoder throws. */
    byte @Nullable [] encode(E event) {
        if (direct != null) {
            Scratch scratch = new Scratch(); // such events are rare
            direct.encode(event, scratch);
            return Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
        }
        if (turn == null) {
            return encoder.encode(event);
        }
        format(event);
        return encodeAlone(event);
    }

    private byte @Nullable [] encodeAlone(E event) {
        synchronized (encoding) {
            return encoder.encode(event);
        }
    }

    /**
     * Calls the arguments' toString() before the lock is taken. Under the lock, one that waits for a logging thread could
     * wait for ever, and one that logs would call the encoder in the middle of an event.
     */
    private static void format(Object event) {
        if (event instanceof ILoggingEvent logged) {
            logged.getFormattedMessage();
        }
    }

    private @Nullable Refusal offer(E event, DirectEncoder<E> encoder, GasClient client) {
        Scratch scratch = pool.take();
        try {
            encoder.encode(event, scratch);
            return offer(
                    scratch.bytes().array(),
                    scratch.bytes().length(),
                    scratch.bytes().plain(),
                    client);
        } finally {
            try {
                pool.giveBack(scratch);
            } catch (StackOverflowError lost) {
                // The event may be in the buffer, and must not be counted again. The pool replaces its memory.
            }
        }
    }

    private static @Nullable Refusal offer(byte @Nullable [] bytes, GasClient client) {
        if (bytes == null) {
            throw new IllegalStateException("the encoder returned null");
        }
        return offer(bytes, bytes.length, 0, client);
    }

    private static @Nullable Refusal offer(byte[] bytes, int length, int plain, GasClient client) {
        DropReason reason = client.tryOffer(bytes, 0, length, plain);
        return reason == null || reason == DropReason.ENCODING_FAILED ? null : new Refusal(reason, length);
    }

    /** Returns whether both have the same encoder, as after a stop and a start. */
    boolean isSameAs(EventEncoder<?> other) {
        return encoder == other.encoder;
    }

    void stop() {
        encoder.stop();
    }
}
