// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Acknowledgements;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.release.Arrival;
import io.github.gas4j.core.internal.release.Rotations;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends one connection in order, in a rotation or at the end of a session. The steps:
 *
 * <ol>
 *   <li>It opens a {@link Witness}, a second connection.
 *   <li>The {@link Session} writes the last frames.
 *   <li>Nothing is written for longer than a round trip, the quiet time.
 *   <li>It ends our side of the stream and waits for the collector's end.
 * </ol>
 *
 * <p>With a witness this proves that the collector has read everything. A collector that closes with bytes unread sends
 * a reset instead of an end. So an end after ours means that everything was read, unless the collector crashed with
 * nothing unread. A crash closes the witness as well, so a witness that is still alive a moment later rules it out.
 *
 * <p>The quiet time is for a collector that closes by itself while our last bytes are on their way. Its end is orderly,
 * because it had read what was there, and the reset with which its kernel answers these bytes comes a round trip later.
 * An end that was sent before the last bytes arrived is received less than a round trip after they were written. So our
 * end is sent only when that time is over, everything that the collector sent has been read, and no end was among it.
 * An end that comes later was sent after all our bytes had arrived.
 *
 * <p>Anything else proves nothing. docs/delivery.md says what can deceive the proof. Confined to the sender's thread.
 */
final class Rotation {
    /** Unanswered retransmissions after which the path counts as dead, some six seconds. */
    private static final int DEAD_AFTER = 5;

    /** Result of a rotation. */
    enum Outcome {
        /** The collector has read everything, and what was written to the connection has been released. */
        PROVEN,
        /** The collector ended its side, but there was no witness. */
        ANSWERED,
        /** At the end of a session: the collector did not end its side in time, or before all of our bytes arrived. */
        UNANSWERED
    }

    private static final String WITNESS_LOST =
            "the collector closed the connection that was to witness the end of the one before";

    private enum Phase {
        CALLING,
        ENDING,
        QUIET,
        AWAITING_PEER,
        WITNESSING,
        DOUBTING
    }

    private final Transfer transfer;
    private final @Nullable Witness witness;
    private final Ledger ledger;
    private final Rotations rotations;
    private final LongSupplier clock;
    private final Arrival arrival;
    private Phase phase = Phase.CALLING;
    /** When the present phase began. */
    private long since;

    private boolean goesOn;
    private long quietNanos;
    private long patienceNanos;
    /** The ledger's sent position and sent events when everything had been written. */
    private long end;

    private long endEvents;
    private @Nullable IOException cause;
    private @Nullable Connection survivor;

    /** Prepares to end a transfer, which goes on until {@link #end}. Without a witness there will be no proof. */
    Rotation(Transfer transfer, @Nullable Witness witness, Ledger ledger, Rotations rotations, LongSupplier clock) {
        this.transfer = transfer;
        this.witness = witness;
        this.ledger = ledger;
        this.rotations = rotations;
        this.clock = clock;
        arrival = new Arrival(transfer.acknowledgements());
    }

    /** Returns whether the connection can end now. Throws if there will be no witness. */
    boolean isWitnessed(long now) throws IOException {
        return witness == null || witness.isReady(now);
    }

    /**
     * Begins to end the connection. The transfer has been told to end already.
     *
     * @param leadsOn whether the session goes on over the witness
     * @param patience nanoseconds within which the collector has to end its side
     */
    void end(boolean leadsOn, long patience) {
        goesOn = leadsOn;
        quietNanos = witness == null ? 0 : rotations.quietNanos(witness.connectNanos());
        patienceNanos = patience;
        phase = Phase.ENDING;
    }

    /**
     * Does what can be done now. Called after the transfer has been pumped.
     *
     * @return the outcome, or null while there is none
     * @throws IOException if nothing can be proven any more and the session cannot go on
     */
    @Nullable
    Outcome step(long now) throws IOException {
        if (phase == Phase.ENDING && transfer.hasEnded()) {
            end = ledger.sent();
            endEvents = ledger.sentEvents();
            enter(Phase.QUIET);
        }
        return switch (phase) {
            case CALLING, ENDING -> null;
            case QUIET -> keepQuiet(now);
            case AWAITING_PEER -> awaitPeer(now);
            case WITNESSING -> seeWitness(now);
            case DOUBTING -> seeSurvivor(now);
        };
    }

    /** Goes on with positions as they are after a gap was closed. */
    void moveOver(Gap gap) {
        end = gap.moved(end);
    }

    /** Returns whether the connection goes on as before, because the witness is not ready. */
    boolean isCalling() {
        return phase == Phase.CALLING;
    }

    /** Returns whether the connection still has something to write before its end. */
    boolean isEnding() {
        return phase == Phase.ENDING;
    }

    /** Returns whether everything has been written to the connection, so that writing can go on over the witness. */
    boolean isWritten() {
        return phase == Phase.QUIET || phase == Phase.AWAITING_PEER || phase == Phase.WITNESSING;
    }

    /** Returns whether one of the two connections broke. Nothing may be written until it is clear why. */
    boolean isDoubting() {
        return phase == Phase.DOUBTING;
    }

    /** Returns whether the session goes on over the witness. */
    boolean leadsOn() {
        return goesOn;
    }

    boolean isOf(Transfer other) {
        return transfer == other;
    }

    boolean hasWitness() {
        return witness != null;
    }

    boolean isWitnessLost() {
        return witness != null && !witness.isAlive();
    }

    /** Returns the witness's connection, for later writes. Called only with a witness and once it is connected. */
    Connection next() {
        return Objects.requireNonNull(witness).connection();
    }

    /** Returns the nanoseconds until {@link #step} has to be called even if nothing happens. */
    long nanosUntilDue(long now) {
        long passed = now - since;
        return switch (phase) {
            case CALLING -> witness == null ? 0 : witness.deadline() - now;
            case ENDING -> Long.MAX_VALUE;
            case QUIET ->
                passed < quietNanos
                        ? quietNanos - passed
                        : Math.min(untilLook(now), quietNanos + patienceNanos - passed);
            case AWAITING_PEER -> Math.min(untilLook(now), patienceNanos - passed);
            case WITNESSING ->
                passed < Witness.LIFE_NANOS ? Witness.LIFE_NANOS - passed : Witness.LIFE_NANOS + patienceNanos - passed;
            case DOUBTING -> Witness.LIFE_NANOS - passed;
        };
    }

    private long untilLook(long now) {
        return Math.min(arrival.nanosUntilDue(now), transfer.acknowledgements().nanosUntilDue(now));
    }

    /** Closes the witness, if there is one. The connection goes on, or ends without a proof. */
    void dismissWitness() {
        if (witness != null) {
            witness.close();
        }
    }

    void close() {
        transfer.connection().close();
        dismissWitness();
    }

    /** Does the same as {@link #doubt(IOException, Connection)}, because the witness was lost. */
    void doubtWitness() throws IOException {
        doubt(new EOFException(WITNESS_LOST), next());
    }

    /**
     * Called when one of the two connections broke. Waits to see whether the other one breaks too, because that means a
     * crash. Throws if there is no other one.
     */
    void doubt(IOException lost, Connection broken) throws IOException {
        Connection ending = transfer.connection();
        boolean bothOpen = witness != null && witness.isConnected() && phase != Phase.WITNESSING;
        if (witness == null || !bothOpen) {
            throw lost;
        }
        broken.close(); // or it would keep the selector awake
        survivor = broken == ending ? witness.connection() : ending;
        cause = lost;
        enter(Phase.DOUBTING);
    }

    private @Nullable Outcome keepQuiet(long now) throws IOException {
        if (witness == null) {
            endOutput(); // there is nothing to prove
            return null;
        }
        refuseSilence(now);
        if (isWitnessLost()) {
            doubtWitness();
            return null;
        }
        Connection.Incoming incoming = receive();
        if (incoming == Connection.Incoming.ENDED) {
            doubt(new EOFException("the collector closed the connection"), transfer.connection());
        } else if (incoming == Connection.Incoming.NOTHING && now - since >= quietNanos && arrival.isComplete(now)) {
            endOutput();
        }
        return phase == Phase.QUIET && now - since >= quietNanos + patienceNanos ? unanswered(now) : null;
    }

    /** Reads from the connection. Calls {@link #doubt} if it is broken. */
    private Connection.Incoming receive() throws IOException {
        try {
            return transfer.connection().receive();
        } catch (IOException lost) {
            doubt(lost, transfer.connection());
            return Connection.Incoming.MORE;
        }
    }

    private void endOutput() throws IOException {
        try {
            transfer.connection().endOutput();
            enter(Phase.AWAITING_PEER);
        } catch (IOException lost) {
            doubt(lost, transfer.connection());
        }
    }

    /** Throws if the path is dead: nothing is answered on this connection, although the witness was connected. */
    private void refuseSilence(long now) throws SocketTimeoutException {
        Acknowledgements acknowledgements = transfer.acknowledgements();
        acknowledgements.tick(now);
        if (witness != null && acknowledgements.unanswered() >= DEAD_AFTER) {
            throw new SocketTimeoutException("the collector's host no longer answers on the connection that is to end,"
                    + " although it takes new ones");
        }
    }

    private @Nullable Outcome awaitPeer(long now) throws IOException {
        refuseSilence(now);
        if (isWitnessLost()) {
            doubtWitness();
            return null;
        }
        if (receive() == Connection.Incoming.ENDED) {
            boolean crossed = witness == null && isUnread(now);
            transfer.connection().close(); // or it would keep the selector awake
            enter(Phase.WITNESSING);
            Outcome unproven = crossed ? Outcome.UNANSWERED : Outcome.ANSWERED;
            return witness == null ? unproven : null;
        }
        return phase == Phase.AWAITING_PEER && now - since >= patienceNanos ? unanswered(now) : null;
    }

    /** Returns whether the collector's end was sent before all of our bytes arrived: our kernel still sends them. */
    private boolean isUnread(long now) {
        Acknowledgements acknowledgements = transfer.acknowledgements();
        return acknowledgements.look(now) && acknowledgements.areExact() && !acknowledgements.isAllAcknowledged();
    }

    private @Nullable Outcome seeWitness(long now) throws IOException {
        if (isWitnessLost()) {
            throw new EOFException(WITNESS_LOST);
        }
        if (now - since < Witness.LIFE_NANOS) {
            return null;
        }
        if (witness != null && witness.isTalking()) { // an end may lie behind its unread bytes
            return now - since >= Witness.LIFE_NANOS + patienceNanos ? unanswered(now) : null;
        }
        ledger.release(end, endEvents);
        rotations.confirmed();
        return Outcome.PROVEN;
    }

    private Outcome unanswered(long now) throws SocketTimeoutException {
        if (!goesOn) {
            return Outcome.UNANSWERED;
        }
        rotations.failed(now);
        throw new SocketTimeoutException("the collector did not end its side of the connection within writeTimeout");
    }

    private @Nullable Outcome seeSurvivor(long now) throws IOException {
        IOException lost = Objects.requireNonNull(cause);
        if (survivor == null || survivor.receive() == Connection.Incoming.ENDED) {
            throw lost;
        }
        if (now - since < Witness.LIFE_NANOS) {
            return null;
        }
        rotations.failed(now); // one broke and the other did not, so this was no crash
        throw lost;
    }

    /** Begins a phase now rather than at the cycle's time, so that a slow cycle does not shorten the phase. */
    private void enter(Phase next) {
        since = clock.getAsLong();
        phase = next;
    }
}
