// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.internal.config.BufferOptions;
import io.github.gas4j.core.internal.config.WireOptions;
import org.jspecify.annotations.Nullable;

/**
 * Gives producers the settings of another configuration, and replaces the buffer by one of another size as soon as what
 * is buffered fits into it.
 *
 * <p>Confined to the sender's thread.
 */
public final class Resize {
    private final Intake intake;
    private final Ledger ledger;
    private final Counters counters;
    /** Settings with a buffer that is not in use yet, because what is buffered does not fit into it. */
    private Intake.@Nullable Settings next;

    public Resize(Intake intake, Ledger ledger, Counters counters) {
        this.intake = intake;
        this.ledger = ledger;
        this.counters = counters;
    }

    /**
     * What producers get with another configuration.
     *
     * @param present settings with the present buffer, for now
     * @param configured settings with a buffer of the configured size, which may be the present one
     */
    public record Plan(Intake.Settings present, Intake.Settings configured) {}

    /**
     * Makes all that a configuration needs, and changes nothing.
     *
     * @throws OutOfMemoryError if there is too little memory for the buffer
     */
    public Plan prepare(BufferOptions options, WireOptions wire) {
        return new Plan(
                Intake.Settings.of(options, wire, ledger.buffer()),
                Intake.Settings.of(options, wire, bufferOf(options.bufferSize())));
    }

    private FrameBuffer bufferOf(long size) {
        long capacity = FrameBuffer.capacityFor(size);
        if (ledger.buffer().capacity() == capacity) {
            return ledger.buffer();
        }
        if (next != null && next.buffer().capacity() == capacity) {
            return next.buffer();
        }
        return new FrameBuffer(size, counters);
    }

    /** Changes the settings. Another buffer follows with {@link #complete}. */
    public void begin(Plan plan) {
        intake.replace(plan.present());
        next = plan.configured().buffer() == ledger.buffer() ? null : plan.configured();
    }

    /** Switches to the other buffer, if there is one and what is buffered fits into it. */
    public void complete() {
        if (next != null && intake.replace(next)) {
            ledger.moveTo(next.buffer());
            next = null;
        }
    }

    /** Forgets a buffer that is not in use yet, for a client that is referred to after its end. */
    public void cancel() {
        next = null;
    }
}
