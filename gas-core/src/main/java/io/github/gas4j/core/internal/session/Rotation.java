// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Acknowledgements;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.release.Arrival;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends one connection in order and finds out whether the collector has read everything that was written to it. The proof
 * is a <em>witnessed half-close</em>: the end of our side of the stream, answered by the collector's end, while a second
 * connection, the {@link Witness}, lives on. {@link RotationState} draws the states that lead there.
 *
 * <p>Why that is a proof: a collector that closes a connection with bytes unread sends a reset instead of an end. So an
 * end after ours means that the collector had read everything. It may still have crashed before it used what it read, but
 * a crash closes the witness as well.
 *
 * <p>The quiet time is for a collector that closes by itself while our last bytes are on their way. Its end is orderly,
 * because it had read what was there, and the reset that answers these bytes comes a round trip later. Such an end was
 * sent before the last bytes arrived, so it is received less than a round trip after they were written. A rotation ends our
 * side only after the quiet time, and when all our bytes have arrived as far as the system tells.
 *
 * <p>A rotation without a witness begins with {@link RotationState#WITNESSED}. It proves nothing, unless the collector's own
 * software answers our end after a quiet time, as in TLS 1.3. It ends a session where no other proof is wanted or possible. docs/delivery.md, "CONFIRMED", says what can deceive the proof.
 *
 * <p>Confined to the sender's thread. The session writes. A rotation reads from both connections, sends the FIN, closes
 * what is broken, and releases the frames when the proof is complete.
 */
final class Rotation {
    /** Unanswered retransmissions after which the path counts as dead, some six seconds. */
    private static final int DEAD_AFTER = 5;

    private static final String WITNESS_LOST =
            "the collector closed the connection that was to witness the end of the one before";

    private static final String PATH_DEAD =
            "the collector's host no longer answers on the connection that is to end, although it takes new ones";
    private static final String NOT_ENDED = "the collector did not end its side of the connection within writeTimeout";

    private final Transfer transfer;
    private final @Nullable Witness witness;
    private final Ledger ledger;
    private final LongSupplier clock;
    private final Arrival arrival;
    private RotationState state;
    /** When the present state began. */
    private long since;

    private boolean leadsOn;
    private long quietNanos;
    private long patienceNanos;
    /** The ledger's sent position when everything had been written. */
    private long end;
    /** The ledger's sent events at that time. */
    private long endEvents;
    /** Why the state is UNWITNESSED, DOUBTING, UNCONFIRMED or LOST. */
    private @Nullable IOException cause;
    /** The connection that did not break. Set in DOUBTING. */
    private @Nullable Connection survivor;

    /** Prepares to end a transfer, which goes on until {@link #finish}. Without a witness there will be no proof. */
    Rotation(Transfer transfer, @Nullable Witness witness, Ledger ledger, LongSupplier clock) {
        this.transfer = transfer;
        this.witness = witness;
        this.ledger = ledger;
        this.clock = clock;
        arrival = new Arrival(transfer.acknowledgements(), transfer.isBehindLarge());
        state = witness == null ? RotationState.WITNESSED : RotationState.CONNECTING;
        since = clock.getAsLong();
    }

    RotationState state() {
        return state;
    }

    /** Goes on with connecting the witness, or notices that it is gone. Called before the session writes. */
    void checkWitness(long now) {
        if (witness != null && state == RotationState.CONNECTING) {
            connect(witness, now);
        } else if (witness != null && state == RotationState.FINISHING) {
            witness.read();
            if (witness.isAlive()) {
                return;
            }
            EOFException lost = new EOFException(WITNESS_LOST);
            if (transfer.goOn()) {
                end(RotationState.UNWITNESSED, lost);
            } else {
                doubt(lost, witness.connection());
            }
        }
    }

    private void connect(Witness called, long now) {
        try {
            called.connect(now);
            if (called.isReady(now)) {
                enter(RotationState.WITNESSED);
            }
        } catch (IOException none) {
            end(RotationState.UNWITNESSED, none);
        }
    }

    /**
     * Begins to end the connection. Called in the state WITNESSED, after the transfer has been told to end.
     *
     * @param toWitness whether the session goes on over the witness
     * @param quiet nanoseconds without a write before our side is ended
     * @param patience nanoseconds within which the collector has to end its side
     */
    void finish(boolean toWitness, long quiet, long patience) {
        leadsOn = toWitness;
        quietNanos = quiet;
        patienceNanos = patience;
        enter(RotationState.FINISHING);
    }

    /** Does what can be done now. Called after the session has written. */
    void step(long now) {
        if (state == RotationState.FINISHING && transfer.hasEnded()) {
            end = ledger.sent();
            endEvents = ledger.sentEvents();
            enter(RotationState.QUIET);
        }
        if (state == RotationState.QUIET || state == RotationState.HALF_CLOSED) {
            checkPath(now);
        }
        switch (state) {
            case QUIET -> keepQuiet(now);
            case HALF_CLOSED -> awaitEnd(now);
            case OUTLIVING -> watchWitness(now);
            case DOUBTING -> watchSurvivor(now);
            default -> {}
        }
    }

    /** Adapts the end to a gap that was closed. */
    void moveOver(Gap gap) {
        end = gap.moved(end);
    }

    /** Returns whether the session goes on over the witness. */
    boolean leadsOn() {
        return leadsOn;
    }

    boolean isOf(Transfer other) {
        return transfer == other;
    }

    boolean hasWitness() {
        return witness != null;
    }

    /** Returns how long the witness took to connect. Called only with a witness. */
    long connectNanos() {
        return Objects.requireNonNull(witness).connectNanos();
    }

    /** Returns the witness's connection, for later writes. Called only with a witness and once it is connected. */
    Connection next() {
        return Objects.requireNonNull(witness).connection();
    }

    /** Returns why the rotation has ended without a proof. Called in UNWITNESSED, UNCONFIRMED or LOST. */
    IOException cause() {
        return Objects.requireNonNull(cause);
    }

    /** Returns the nanoseconds until the next call is due even if nothing happens. */
    long nanosUntilDue(long now) {
        long passed = now - since;
        return switch (state) {
            case CONNECTING -> Objects.requireNonNull(witness).deadline() - now;
            case FINISHING -> Long.MAX_VALUE;
            case QUIET ->
                passed < quietNanos
                        ? quietNanos - passed
                        : Math.min(untilLook(now), quietNanos + patienceNanos - passed);
            case HALF_CLOSED -> Math.min(untilLook(now), patienceNanos - passed);
            case OUTLIVING ->
                passed < Witness.LIFE_NANOS ? Witness.LIFE_NANOS - passed : Witness.LIFE_NANOS + patienceNanos - passed;
            case DOUBTING -> Witness.LIFE_NANOS - passed;
            default -> 0;
        };
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

    /**
     * Called when one of the two connections broke. Waits to see whether the other one breaks too, because that means a
     * crash. If there is no other one, nothing can be proven any more.
     */
    void doubt(IOException lost, Connection broken) {
        if (witness == null || !witness.isConnected() || state == RotationState.OUTLIVING) {
            end(RotationState.LOST, lost);
            return;
        }
        broken.close(); // or it would keep the selector awake
        survivor = broken == transfer.connection() ? witness.connection() : transfer.connection();
        cause = lost;
        enter(RotationState.DOUBTING);
    }

    private void keepQuiet(long now) {
        Connection.Incoming incoming = quietNanos == 0 ? Connection.Incoming.NOTHING : receive();
        if (quietNanos == 0) {
            endOutput(); // there is nothing to prove
        } else if (incoming == Connection.Incoming.ENDED) {
            doubt(new EOFException("the collector closed the connection"), transfer.connection());
        } else if (incoming == Connection.Incoming.NOTHING && now - since >= quietNanos) {
            arrival.tick(now);
            if (arrival.isComplete()) {
                endOutput();
            }
        }
        if (state == RotationState.QUIET && now - since >= quietNanos + patienceNanos) {
            timeOut(); // it sends without a pause, or there is no room for our end
        }
    }

    private void awaitEnd(long now) {
        if (receive() == Connection.Incoming.ENDED) {
            RotationState last = witness == null ? withoutWitness(now) : RotationState.OUTLIVING;
            transfer.connection().close(); // or it would keep the selector awake
            enter(last);
        } else if (state == RotationState.HALF_CLOSED && now - since >= patienceNanos) {
            timeOut();
        }
    }

    /** Returns what the collector's end proves by itself. */
    private RotationState withoutWitness(long now) {
        if (transfer.acknowledgements().showUnderway(now)) {
            return RotationState.UNANSWERED; // our kernel still sends what it cannot have read
        }
        if (quietNanos == 0 || !transfer.connection().isEndAnswered()) {
            return RotationState.ANSWERED;
        }
        ledger.release(end, endEvents);
        return RotationState.PROVEN;
    }

    private void watchWitness(long now) {
        Witness watched = Objects.requireNonNull(witness);
        watched.read();
        long passed = now - since;
        if (!watched.isAlive()) {
            end(RotationState.LOST, new EOFException(WITNESS_LOST));
        } else if (passed >= Witness.LIFE_NANOS && !watched.isTalking()) { // else an end may lie behind unread bytes
            ledger.release(end, endEvents);
            enter(RotationState.PROVEN);
        } else if (passed >= Witness.LIFE_NANOS + patienceNanos) {
            timeOut();
        }
    }

    private void watchSurvivor(long now) {
        if (isSurvivorLost()) {
            enter(RotationState.LOST);
        } else if (now - since >= Witness.LIFE_NANOS) {
            enter(RotationState.UNCONFIRMED); // one broke and the other did not, so this was no crash
        }
    }

    private boolean isSurvivorLost() {
        try {
            return Objects.requireNonNull(survivor).receive() == Connection.Incoming.ENDED;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Notices that nothing is answered on the connection any more, or that the witness is gone. */
    private void checkPath(long now) {
        Acknowledgements acknowledgements = transfer.acknowledgements();
        acknowledgements.tick(now);
        if (witness == null) {
            return;
        }
        witness.read();
        if (acknowledgements.unanswered() >= DEAD_AFTER) {
            end(RotationState.LOST, new SocketTimeoutException(PATH_DEAD));
        } else if (!witness.isAlive()) {
            doubt(new EOFException(WITNESS_LOST), witness.connection());
        }
    }

    /** Reads from the connection. Calls {@link #doubt} if it is broken. */
    private Connection.Incoming receive() {
        try {
            return transfer.connection().receive();
        } catch (IOException lost) {
            doubt(lost, transfer.connection());
            return Connection.Incoming.MORE;
        }
    }

    private void endOutput() {
        try {
            if (transfer.connection().endOutput()) {
                enter(RotationState.HALF_CLOSED);
            }
        } catch (IOException lost) {
            doubt(lost, transfer.connection());
        }
    }

    private void timeOut() {
        if (leadsOn) {
            end(RotationState.UNCONFIRMED, new SocketTimeoutException(NOT_ENDED));
        } else {
            enter(RotationState.UNANSWERED);
        }
    }

    private long untilLook(long now) {
        return Math.min(arrival.nanosUntilDue(now), transfer.acknowledgements().nanosUntilDue(now));
    }

    private void end(RotationState last, IOException why) {
        cause = why;
        enter(last);
    }

    /** Begins a state now rather than at the cycle's time, so that a slow cycle does not shorten it. */
    private void enter(RotationState next) {
        since = clock.getAsLong();
        state = next;
    }
}
