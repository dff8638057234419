// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.SendQueues;
import io.github.gas4j.core.internal.release.RotationSchedule;
import io.github.gas4j.core.internal.release.Verdict;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Begins the rotations of a session, and notes what their ends tell about the collector.
 *
 * <p>Confined to the sender's thread.
 */
final class Rotations {
    private static final String NO_WITNESS =
            "the collector took no second connection, without which the end of the first one proves nothing";

    private final SessionSetup setup;
    private final Ledger ledger;
    private final LongSupplier clock;
    private final Verdict verdict;
    private final VerdictReport report;
    private final RotationSchedule schedule;

    /** {@code local} tells whether the connections are Unix domain sockets. */
    Rotations(SessionSetup setup, Outbound outbound, LongSupplier clock, boolean local, long now) {
        this.setup = setup;
        this.clock = clock;
        ledger = outbound.ledger();
        verdict = setup.verdict();
        report = new VerdictReport(setup, outbound.reporter());
        boolean blind = setup.connections().sendQueues().kind(local) == SendQueues.Kind.NONE;
        schedule = new RotationSchedule(setup.options().delivery(), verdict, blind, now);
    }

    /** Repeats a report that failed, and notes whether events wait for a rotation. Called in every cycle without one. */
    void tick(long now) {
        report.tell();
        schedule.tick(ledger, now);
    }

    /** Returns whether only a rotation may release what was written. */
    boolean confirm() {
        return verdict.confirms();
    }

    /**
     * Makes the next question or rotation due as soon as one may follow the last one, unless the answer is awaited.
     *
     * @param present the rotation that is under way, or null
     * @return false if neither proves anything
     */
    boolean hurry(@Nullable Rotation present, Transfer live) {
        if (confirm() && present == null && !live.questions().isOpen()) {
            schedule.hurry();
        }
        return confirm();
    }

    /** Returns the nanoseconds until a question or a rotation is due, or {@code Long.MAX_VALUE}. */
    long nanosUntilDue(Transfer live, EndRequest end, long now) {
        if (end.isMade() || live.isBehindLarge()) {
            return awaitsLastAnswer(live, end) && !isLastQuestionDue(live) ? Long.MAX_VALUE : 0;
        }
        return live.questions().decide() ? nanosUntilQuestion(live, now) : schedule.nanosUntilDue(ledger, now);
    }

    private boolean isLastQuestionDue(Transfer live) {
        return ledger.unsentBytes() == 0 && live.canAsk();
    }

    /**
     * Returns whether the session's last proof is an answer, for which there is still something to write or to wait. Behind a
     * large frame nothing more is written, so the connection has to end first. A client that has time to drain wants an
     * answer under {@code REPLAY} too, because the collector may never answer the end.
     */
    private boolean awaitsLastAnswer(Transfer live, EndRequest end) {
        boolean wanted = verdict.confirms() || (end.isPatient() && verdict.delivery() == Delivery.REPLAY);
        return wanted
                && end.isWhenDrained()
                && !live.isBehindLarge()
                && live.questions().decide()
                && (ledger.unsentBytes() > 0
                        || (ledger.hasUnconfirmed() && !live.questions().proveAll(ledger)));
    }

    private void ask(Transfer live, long now) throws IOException {
        if (live.canAsk()) {
            live.questions().ask(ledger, now);
            schedule.asked();
        }
    }

    /** Returns the nanoseconds until the collector is asked what it has read, or {@code Long.MAX_VALUE}. */
    private long nanosUntilQuestion(Transfer live, long now) {
        if (!ledger.hasUnconfirmed() || !live.canAsk()) {
            return Long.MAX_VALUE;
        }
        if (verdict.confirms()) {
            return schedule.nanosUntilDue(ledger, now);
        }
        return verdict.delivery() == Delivery.NONE
                ? Long.MAX_VALUE
                : live.questions().nanosUntilNext(now);
    }

    /** Begins a rotation if one is due. Returns null if not, or if its witness fails at once. */
    @Nullable
    Rotation beginIfDue(Transfer live, long now) throws IOException {
        if (live.questions().decide()) {
            if (nanosUntilQuestion(live, now) == 0) {
                ask(live, now);
            }
            return null;
        }
        if (schedule.isDue(ledger, now) && schedule.takeRefusal()) {
            failed(now); // the connection has outlived its witness, so the witness was not lost in a crash
        }
        return schedule.isDue(ledger, now) ? begin(live, now) : null;
    }

    /**
     * Begins the rotation that ends a session. Without anything to prove, or a witness, it has none. Returns null while the
     * collector has to answer first, which proves the same.
     */
    @Nullable
    Rotation beginLast(Transfer live, EndRequest end, long now) throws IOException {
        if (awaitsLastAnswer(live, end)) {
            if (ledger.unsentBytes() == 0) {
                ask(live, now);
            }
            return null;
        }
        boolean proof = verdict.confirms() && (ledger.hasUnconfirmed() || ledger.unsentBytes() > 0);
        Rotation witnessed = proof ? begin(live, now) : null;
        return witnessed == null ? unwitnessed(live) : witnessed;
    }

    /** Returns a rotation that proves nothing. */
    Rotation unwitnessed(Transfer live) {
        return new Rotation(live, null, ledger, clock);
    }

    /** Returns how long nothing is written before an end that may prove something, or 0. */
    long quietNanos(Rotation begun, Transfer live, EndRequest end) {
        if (begun.hasWitness()) {
            return setup.quiet().applyAsLong(begun.connectNanos());
        }
        boolean answerable = verdict.confirms() && live.connection().canBeAsked();
        boolean proof = answerable && (ledger.hasUnconfirmed() || ledger.unsentBytes() > 0);
        return proof || end.isForProof()
                ? setup.quiet().applyAsLong(live.connection().connectNanos())
                : 0;
    }

    /** Called when a rotation was proven: by its witness, or by the collector's answer to our end. */
    void confirmed(Rotation proven) {
        if (proven.hasWitness()) {
            verdict.confirmed();
        } else {
            verdict.answered();
        }
        report.tell();
    }

    /** Called when a rotation failed although the collector's address still answers. */
    void failed(long now) {
        verdict.failed(now);
        report.tell();
    }

    /**
     * Called when the end of a session has proven nothing. A client that has time to drain would try for ever and, if the
     * collector has answered, without a pause.
     */
    void unproven(EndRequest end, boolean answered, long now) throws IOException {
        if (end.isPatient() && confirm() && ledger.hasUnconfirmed()) {
            failed(now);
            if (answered && confirm()) {
                throw new IOException(NO_WITNESS);
            }
        }
    }

    /**
     * Called when a rotation has no witness.
     *
     * @param refused whether the second connection was refused or closed, rather than not answered
     */
    void postpone(long now, boolean refused) {
        schedule.postpone(now, refused);
        if (refused) {
            verdict.refused();
        } else {
            verdict.unanswered();
        }
        report.tell();
    }

    private @Nullable Rotation begin(Transfer live, long now) {
        schedule.began(now);
        Witness witness;
        try {
            witness = new Witness(setup.connections(), live.connection(), clock);
        } catch (IOException failed) {
            postpone(now, Witness.isRefusal(failed));
            return null;
        }
        try {
            return new Rotation(live, witness, ledger, clock);
        } catch (RuntimeException | Error noMemory) {
            witness.close();
            throw noMemory;
        }
    }
}
