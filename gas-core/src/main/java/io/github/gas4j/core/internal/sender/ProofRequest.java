// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * Has the collector prove that it has read what a flush waits for, once that is written.
 *
 * <p>Confined to the sender's thread.
 */
final class ProofRequest {
    private final Requests requests;
    private final Ledger ledger;
    /** The request for which the live session ends, if it does. Others that were made since need another end. */
    private Requests.@Nullable Confirmation endsFor;
    /** The request for which the last session was to end that was lost, if it was. */
    private Requests.@Nullable Confirmation lostFor;

    ProofRequest(Requests requests, Ledger ledger) {
        this.requests = requests;
        this.ledger = ledger;
    }

    /** Called in every cycle, with the live session if there is one. */
    void tick(@Nullable Session session, long now) {
        Requests.Confirmation wanted = requests.confirmation();
        if (wanted == null) {
            return;
        }
        if (ledger.released() >= wanted.end() || now - wanted.deadline() >= 0) {
            requests.forget(wanted);
        } else if (session != null && ledger.sent() >= wanted.end()) {
            endsFor = session.confirm(now) ? wanted : endsFor;
        }
    }

    /** Called when the options of the connection change. What follows may answer. */
    void reconnects() {
        endsFor = null;
    }

    /** Called when the connection is lost. The next one may answer, unless two in a row were lost at their ends. */
    void lost() {
        Requests.Confirmation inVain = endsFor;
        if (inVain != null && inVain.equals(lostFor)) {
            requests.forget(inVain);
        }
        lostFor = inVain;
        endsFor = null;
    }

    /** Called when a session is over. Without an answer, another end would lead to the same, and to more duplicates. */
    void over(boolean answered) {
        if (endsFor != null && !answered) {
            requests.forget(endsFor);
        }
        endsFor = null;
    }
}
