// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.buffer.Resize;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.report.Reporter;

/**
 * The end of a client, after its connection: counts what is left, reports, and lets go of the buffer, which may be large,
 * for appenders that outlive their client. Only the report needs memory.
 *
 * <p>Confined to the thread that ends the client.
 */
final class Ending {
    private final Intake intake;
    private final Ledger ledger;
    private final Resize resize;
    private final Reporter reporter;
    private final FrameBuffer empty = DirectRing.allocate(0, new Counters());
    /** What producers get who come later. */
    private final Intake.Settings closed;

    private boolean asked;
    private boolean told;

    Ending(ClientOptions options, Intake intake, Ledger ledger, Resize resize, Reporter reporter) {
        this.intake = intake;
        this.ledger = ledger;
        this.resize = resize;
        this.reporter = reporter;
        empty.seal();
        closed = Intake.Settings.of(options.buffer(), options.wire(), empty);
    }

    /**
     * Counts and reports what is left. The intake is closed already.
     *
     * @param wanted whether the client was told to end, rather than its thread having ended
     */
    void count(long now, boolean wanted) {
        asked = wanted;
        ledger.abandon();
        tell(now);
    }

    /** Reports, unless that is done. Returns whether it is; if not, there was too little memory. */
    boolean tell(long now) {
        told = told || reporter.close(now, asked);
        return told;
    }

    /** Lets go of the buffer. */
    void letGo() {
        resize.cancel();
        ledger.end(empty);
        intake.use(closed);
    }
}
