// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import org.jspecify.annotations.Nullable;

/**
 * The change to a buffer of another size, which has to wait until what is buffered fits into it.
 *
 * <p>Confined to the sender's thread.
 */
final class Resize {
    private final Intake intake;
    private final Ledger ledger;
    private final Counters counters;
    /** A buffer of the size that is configured, until what is buffered fits into it. */
    private @Nullable FrameBuffer next;

    Resize(Intake intake, Ledger ledger, Counters counters) {
        this.intake = intake;
        this.ledger = ledger;
        this.counters = counters;
    }

    /**
     * Allocates a buffer if the present one has another size than is configured.
     *
     * @throws GasConfigException if there is too little memory for it; nothing has changed then
     */
    void prepare(GasConfig config) {
        next = null;
        if (FrameBuffer.capacityFor(config.bufferSize()) != ledger.buffer().capacity()) {
            next = FrameBuffer.allocate(config, counters);
        }
    }

    /** Goes on with the buffer that is prepared, if there is one and what is buffered fits into it. */
    void complete(GasConfig config) {
        if (next != null && intake.replace(Intake.Settings.of(config, next))) {
            ledger.moveTo(next);
            next = null;
        }
    }
}
