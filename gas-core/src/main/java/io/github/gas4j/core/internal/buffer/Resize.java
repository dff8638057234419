// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.internal.config.ClientOptions;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives producers the {@link Admission} of another configuration, and replaces the buffer by one of another size as soon as what
 * is buffered fits into it. The caller of {@link #prepare} translates a lack of memory.
 *
 * <p>Confined to the sender's thread.
 */
public final class Resize {
    private final Intake intake;
    private final Ledger ledger;
    private final Counters counters;
    /** The one with a buffer that is not in use yet; null if there is none. */
    private @Nullable Admission next;

    public Resize(Intake intake, Ledger ledger, Counters counters) {
        this.intake = intake;
        this.ledger = ledger;
        this.counters = counters;
    }

    /**
     * The steps to another configuration.
     *
     * @param present the admission with the present buffer, until that can be replaced
     * @param configured the admission with a buffer of the configured size, which may be the present one
     */
    public record Plan(Admission present, Admission configured) {}

    /**
     * Makes everything that a configuration needs. Changes nothing.
     *
     * @param clock tells nanoseconds, like {@link System#nanoTime}
     * @throws OutOfMemoryError if there is too little memory for the buffer
     */
    public Plan prepare(ClientOptions options, LongSupplier clock) {
        RateLimit limit = RateLimit.of(options.drop(), intake.rateLimit(), clock);
        FrameBuffer other = bufferOf(options.buffer().bufferSize());
        return new Plan(
                Admission.of(options.buffer(), options.wire(), ledger.buffer()).limitedTo(limit),
                Admission.of(options.buffer(), options.wire(), other).limitedTo(limit));
    }

    private FrameBuffer bufferOf(long size) {
        long capacity = DirectRing.capacityFor(size);
        if (ledger.buffer().capacity() == capacity) {
            return ledger.buffer();
        }
        if (next != null && next.buffer().capacity() == capacity) {
            return next.buffer();
        }
        return DirectRing.allocate(size, counters);
    }

    /** Changes the admission. {@link #complete} replaces the buffer. */
    public void begin(Plan plan) {
        intake.use(plan.present());
        next = plan.configured().buffer() == ledger.buffer() ? null : plan.configured();
    }

    /** Switches to the other buffer, if there is one and what is buffered fits into it. */
    public void complete() {
        if (next != null && replace(intake, next)) {
            ledger.moveTo(next.buffer());
            next = null;
        }
    }

    /** Forgets a buffer that is not in use yet, so that its memory can be collected after the end of the client. */
    public void cancel() {
        next = null;
    }

    /**
     * Makes producers go on with another buffer, after copying what is in the present one, which is sealed meanwhile. Changes nothing if a producer is copying, or if there is too much in the buffer.
     *
     * @return whether the buffer was replaced
     */
    static boolean replace(Intake intake, Admission next) {
        FrameBuffer old = intake.buffer();
        if (!isMovable(old, next.buffer())) {
            return false; // not worth sealing yet
        }
        old.seal();
        if (isMovable(old, next.buffer())) {
            next.buffer().takeOver(old);
            intake.use(next);
            return true;
        }
        old.unseal();
        intake.sealIfClosed();
        return false;
    }

    private static boolean isMovable(FrameBuffer from, FrameBuffer to) {
        return from.isCommitted() && from.usedBytes() <= to.capacity();
    }
}
