// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.letters.DeadLetters;
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
    /** Whether everything has been written once more, because nothing had confirmed it. */
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
     * Called when a session of the client is over.
     *
     * @param wroteAll whether it has written everything
     * @return whether it was the last one
     */
    boolean isLast(boolean wroteAll) {
        boolean last = end.isWanted() && (ledger.unsentBytes() == 0 || wroteAgain);
        wroteAgain |= end.isWanted() && wroteAll;
        return last;
    }
}
