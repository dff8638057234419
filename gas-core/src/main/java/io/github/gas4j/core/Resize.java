// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import org.jspecify.annotations.Nullable;

/**
 * Replaces the buffer by one of another size, as soon as what is buffered fits into it.
 *
 * <p>Confined to the sender's thread.
 */
final class Resize {
    private final Intake intake;
    private final Ledger ledger;
    private final Counters counters;
    /** Buffer of the configured size that is not in use yet, because what is buffered does not fit into it. */
    private @Nullable FrameBuffer next;

    Resize(Intake intake, Ledger ledger, Counters counters) {
        this.intake = intake;
        this.ledger = ledger;
        this.counters = counters;
    }

    /**
     * Allocates a buffer if the configured size differs from the present one. Forgets a buffer that was prepared
     * before.
     *
     * @throws GasConfigException if there is too little memory for it; the present buffer stays in use
     */
    void prepare(GasConfig config) {
        next = null;
        if (FrameBuffer.capacityFor(config.bufferSize()) != ledger.buffer().capacity()) {
            next = FrameBuffer.allocate(config, counters);
        }
    }

    /** Switches to the prepared buffer, if there is one and what is buffered fits into it. */
    void complete(GasConfig config) {
        if (next != null && intake.replace(Intake.Settings.of(config, next))) {
            ledger.moveTo(next);
            next = null;
        }
    }
}
