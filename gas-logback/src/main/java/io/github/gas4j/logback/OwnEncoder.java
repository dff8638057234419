// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.core.internal.text.ScratchPool;
import io.github.gas4j.logback.internal.encoding.DirectEncoder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the encoders of GAS have in common: options that are kept as texts and read at the start, and memory that is used
 * again. Their setters are in the classes themselves, because Logback does not see those that a public class inherits from a
 * class that is not public.
 *
 * <p>Thread-safe once started: {@code writer} is volatile and what it refers to is thread-safe.
 */
abstract sealed class OwnEncoder extends EncoderBase<ILoggingEvent> permits GasJsonEncoder, GasSyslogEncoder {
    private static final byte[] NOTHING = {};

    private final Map<String, String> options = new TreeMap<>();
    private final ScratchPool<Scratch> pool = new ScratchPool<>(Scratch::new);
    /** Options that were not valid, of which users know. Only the configuring thread uses it. */
    private @Nullable Map<String, String> refused;

    private volatile @Nullable DirectEncoder<ILoggingEvent> writer;

    OwnEncoder() {}

    /**
     * Reads the options and returns what writes events.
     *
     * @throws GasConfigException with all problems of the options
     */
    abstract DirectEncoder<ILoggingEvent> writer(Map<String, String> options);

    /** Reads the options, and starts the encoder if they are valid. The same problems are reported once. */
    @Override
    public void start() {
        if (options.equals(refused)) {
            return;
        }
        try {
            writer = writer(options);
            super.start();
        } catch (GasConfigException invalid) {
            refused = Map.copyOf(options);
            invalid.problems().forEach(this::addError);
        }
    }

    /**
     * Encodes an event.
     *
     * @param event the event
     * @return its bytes, with a newline at the end
     * @throws IllegalStateException if the encoder has not been started
     */
    @Override
    public byte[] encode(ILoggingEvent event) {
        Scratch scratch = pool.take();
        try {
            encode(event, scratch);
            return Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
        } finally {
            pool.giveBack(scratch);
        }
    }

    /** Returns what writes into the memory of {@link GasAppender} instead of memory of its own. */
    final DirectEncoder<ILoggingEvent> direct() {
        return this::encode;
    }

    private void encode(ILoggingEvent event, Scratch scratch) {
        DirectEncoder<ILoggingEvent> started = writer;
        if (started == null) {
            throw new IllegalStateException("the encoder has not been started");
        }
        started.encode(event, scratch);
    }

    /** Returns nothing: there is nothing before the events. */
    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    /** Returns nothing: there is nothing after the events. */
    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }

    /** Adds a value to an option that is a list. */
    final void add(String option, String value) {
        options.merge(option, value, (before, added) -> before + "," + added);
    }

    /** Sets an option, or takes it back with null. */
    final void set(String option, @Nullable String value) {
        if (value == null) {
            options.remove(option);
        } else {
            options.put(option, value);
        }
    }
}
