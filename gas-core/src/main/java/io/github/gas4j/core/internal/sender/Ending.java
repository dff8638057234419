// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Admission;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.buffer.Resize;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.letters.DeadLetters;
import io.github.gas4j.core.internal.report.Reporter;

/**
 * Ends a client whose connection is closed: keeps or counts what is left, reports, and replaces the buffer by an empty one,
 * so that its memory can be collected while an appender still holds the client. Only the report needs memory.
 *
 * <p>Confined to the thread that ends the client.
 */
final class Ending {
    private final Intake intake;
    private final Ledger ledger;
    private final Resize resize;
    private final Reporter reporter;
    private final DeadLetters letters;
    private final FrameBuffer empty = DirectRing.allocate(0, new Counters());
    /** The admission for producers that offer events after the end. It refuses them. */
    private final Admission closed;

    private boolean asked;
    private boolean told;

    Ending(ClientOptions options, Intake intake, Ledger ledger, Resize resize, Reporter reporter, DeadLetters letters) {
        this.intake = intake;
        this.ledger = ledger;
        this.resize = resize;
        this.reporter = reporter;
        this.letters = letters;
        empty.seal();
        closed = Admission.of(options.buffer(), options.wire(), empty);
    }

    /**
     * Counts and reports what is left. The intake is closed already.
     *
     * @param wanted whether the client was told to end, rather than its thread having ended
     */
    void count(long now, boolean wanted) {
        asked = wanted;
        ledger.abandon();
        letters.end();
        tell(now);
    }

    /** Reports, unless that is done. Returns false if there was too little memory for it. */
    boolean tell(long now) {
        told = told || reporter.close(now, asked);
        return told;
    }

    /** Replaces the buffer by an empty one. */
    void releaseBuffer() {
        resize.cancel();
        ledger.end(empty);
        intake.use(closed);
    }
}
