// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.letters.DeadLetters;
import io.github.gas4j.core.internal.session.Closing;
import io.github.gas4j.core.internal.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * What a client does that is to end: takes nothing more, and ends its session when nothing unsent is left. One in a hurry
 * retries sooner, and leaves out the event that it suspects.
 *
 * <p>Confined to the sender's thread.
 */
final class Draining {
    private final EndOfClient end;
    private final Intake intake;
    private final Ledger ledger;
    private final DeadLetters letters;
    private final Outage outage;
    private final Inquiry inquiry;
    /** Whether everything has been written and the collector has not answered the end. */
    private boolean wroteAgain;

    Draining(Requests requests, Intake intake, Ledger ledger, DeadLetters letters, Outage outage, Inquiry inquiry) {
        end = requests.end();
        this.intake = intake;
        this.ledger = ledger;
        this.letters = letters;
        this.outage = outage;
        this.inquiry = inquiry;
    }

    /**
     * Called in every cycle.
     *
     * @param session the live one, if there is one
     * @return whether the client has nothing more to send, or no time
     */
    boolean tick(@Nullable Session session, long now) {
        if (end.drainIfDue(now)) {
            intake.close();
        }
        if (!end.isWanted()) {
            return false;
        }
        boolean hurried = end.isHurried();
        if (hurried) {
            outage.closing(now);
        }
        if (session != null) {
            session.endWhenDrained(hurried);
        } else if (hurried) {
            inquiry.leaveOut(now);
        }
        boolean empty = session == null && ledger.buffer().usedBytes() == 0;
        return empty || end.nanosLeft(now) <= letters.reserveNanos();
    }

    /**
     * Returns how a session counts as closed whose end the collector has not answered. A client that has time writes
     * everything once more; a collector that never answers an end would hold it for ever.
     */
    Closing unanswered() {
        boolean accepted = end.isHurried() || (end.isWanted() && wroteAgain);
        return accepted ? Closing.STOPPED : Closing.LOST;
    }

    /**
     * Called when a session of the client is over.
     *
     * @param wroteAll whether it has written everything
     * @return whether it was the last one
     */
    boolean isLast(boolean wroteAll) {
        boolean last = end.isWanted() && (ledger.unsentBytes() == 0 || (wroteAgain && end.isHurried()));
        wroteAgain |= end.isWanted() && wroteAll;
        return last;
    }
}
