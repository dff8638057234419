// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The orderly end of one connection: its last frames, our end of the stream, the wait for the collector's. With a
 * {@link Witness} it becomes a proof that the collector has read everything.
 *
 * <p>Why: unread data would have made the collector's end a reset, so an end of the stream after ours means that all of it
 * was read, unless the collector crashed with nothing unread. A crash closes the witness as well, so a witness that is
 * still alive a moment later rules it out. Anything else proves nothing. What can deceive it is in docs/delivery.md.
 *
 * <p>Confined to the sender's thread.
 */
final class HalfClose {
    /** How long writing waits for the connection's end, which keeps events in order if it comes soon. */
    static final long PAUSE_NANOS = 1_000_000_000L;

    /** How it came out. */
    enum Outcome {
        /** The collector has read everything. */
        PROVEN,
        /** The collector ended its side, but there was no witness. */
        ANSWERED,
        /** The collector did not end its side in time. */
        UNANSWERED,
        /** The witness was lost while the connection could still go on. */
        UNWITNESSED,
        /** The connection or the witness broke and the other did not, so that it was no crash. */
        BROKEN
    }

    private static final String WITNESS_LOST =
            "the collector closed the connection that was to witness the end of the one before";

    private enum Phase {
        ENDING,
        AWAITING_PEER,
        WITNESSING,
        DOUBTING
    }

    private final Transfer transfer;
    private final @Nullable Witness witness;
    private final Ledger ledger;
    private final LongSupplier clock;
    private final long patienceNanos;
    private Phase phase = Phase.ENDING;
    /** When the present phase began. */
    private long since;

    private long end;
    private long endEvents;
    private @Nullable IOException cause;
    private @Nullable Connection survivor;

    /** Begins with a transfer that has been asked to end; waits at most {@code patienceNanos} for the collector's end. */
    HalfClose(Transfer transfer, @Nullable Witness witness, Ledger ledger, LongSupplier clock, long patienceNanos) {
        this.transfer = transfer;
        this.witness = witness;
        this.ledger = ledger;
        this.clock = clock;
        this.patienceNanos = patienceNanos;
    }

    /** Does what can be done now; returns the outcome, or null before; throws if connection and witness are lost. */
    @Nullable
    Outcome step(long now, long untilProven) throws IOException {
        if (phase == Phase.ENDING) {
            if (isWitnessLost() && transfer.goOn()) {
                return Outcome.UNWITNESSED;
            }
            end(now, untilProven);
        }
        return switch (phase) {
            case ENDING -> null;
            case AWAITING_PEER -> awaitPeer(now);
            case WITNESSING -> seeWitness(now);
            case DOUBTING -> doubt(now);
        };
    }

    /** Whether the collector has our end of the stream, so that nothing more goes to this connection. */
    boolean isHalfClosed() {
        return phase != Phase.ENDING;
    }

    /** Whether it is time to write to the witness: the connection has ended, takes too long to, or there is no time left. */
    boolean letsGoOn(long now, boolean inHaste) {
        return phase == Phase.WITNESSING || (phase == Phase.AWAITING_PEER && (inHaste || now - since >= PAUSE_NANOS));
    }

    /** Releases what was written to the connection; only after {@link Outcome#PROVEN}. */
    void release() {
        ledger.release(end, endEvents);
    }

    /** Why the outcome is {@link Outcome#BROKEN}; asked only then. */
    IOException cause() {
        return Objects.requireNonNull(cause);
    }

    /** Nanoseconds until {@link #step} has to be called even if nothing happens. */
    long nanosUntilDue(long now, boolean paused) {
        return switch (phase) {
            case ENDING -> Long.MAX_VALUE;
            case AWAITING_PEER -> since + (paused ? Math.min(PAUSE_NANOS, patienceNanos) : patienceNanos) - now;
            case WITNESSING, DOUBTING -> since + Witness.LIFE_NANOS - now;
        };
    }

    void close() {
        transfer.connection().close();
        if (witness != null) {
            witness.close();
        }
    }

    private void end(long now, long untilProven) throws IOException {
        requireWitness();
        try {
            transfer.pump(now, untilProven);
        } catch (SocketTimeoutException stalled) {
            throw stalled; // says nothing of the collector but that it does not read
        } catch (IOException lost) {
            doubtBecauseOf(lost, transfer.connection());
        }
        if (transfer.isHalfClosed()) {
            end = ledger.sent();
            endEvents = ledger.sentEvents();
            since = now;
            phase = Phase.AWAITING_PEER;
        }
    }

    private @Nullable Outcome awaitPeer(long now) throws IOException {
        if (witness != null && isWitnessLost()) {
            doubtBecauseOf(new EOFException(WITNESS_LOST), witness.connection());
            return null;
        }
        try {
            if (transfer.connection().isEnded()) {
                beginWitnessing();
                return witness == null ? Outcome.ANSWERED : null;
            }
        } catch (IOException lost) {
            doubtBecauseOf(lost, transfer.connection());
            return null;
        }
        return now - since >= patienceNanos ? Outcome.UNANSWERED : null;
    }

    private void beginWitnessing() {
        transfer.connection().close(); // or it would keep the selector awake
        since = clock.getAsLong(); // not the cycle's time: an end that is read late must not shorten the witness's
        phase = Phase.WITNESSING;
    }

    private @Nullable Outcome seeWitness(long now) throws IOException {
        requireWitness();
        return now - since >= Witness.LIFE_NANOS ? Outcome.PROVEN : null;
    }

    /** One of the two connections broke while the other was there, which is a crash if the other breaks too. */
    private void doubtBecauseOf(IOException lost, Connection broken) throws IOException {
        if (witness == null) {
            throw lost;
        }
        broken.close(); // or it would keep the selector awake
        survivor = broken == transfer.connection() ? witness.connection() : transfer.connection();
        cause = lost;
        since = clock.getAsLong();
        phase = Phase.DOUBTING;
    }

    /** The connection broke before its end, although its witness was there. */
    void doubt(IOException lost) throws IOException {
        doubtBecauseOf(lost, transfer.connection());
    }

    private @Nullable Outcome doubt(long now) throws IOException {
        if (survivor == null || survivor.isEnded()) {
            throw cause();
        }
        return now - since >= Witness.LIFE_NANOS ? Outcome.BROKEN : null;
    }

    private boolean isWitnessLost() {
        return witness != null && !witness.isAlive();
    }

    private void requireWitness() throws IOException {
        if (isWitnessLost()) {
            throw new EOFException(WITNESS_LOST);
        }
    }
}
