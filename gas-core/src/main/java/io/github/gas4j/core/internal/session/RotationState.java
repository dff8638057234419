// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

/**
 * The states of a {@link Rotation}.
 *
 * <pre>
 *     CONNECTING ──────────────► UNWITNESSED
 *         │ the witness has lived for 50 ms
 *     WITNESSED
 *         │ the session tells the transfer to end
 *     FINISHING ───────────────► UNWITNESSED if the witness breaks before the footer is staged
 *         │ the last byte is written; the session writes to the witness from now on
 *     QUIET
 *         │ longer than a round trip, and everything has arrived
 *     HALF_CLOSED
 *         │ the collector ends its side
 *     OUTLIVING ───────────────► LOST if the witness breaks
 *         │ the witness lives for another 50 ms
 *     PROVEN
 *
 *     A connection breaks, or the collector ends it before we do:
 *     DOUBTING ──the other one breaks, too──────────────► LOST
 *         └──────it lives for another 50 ms─────────────► UNCONFIRMED
 *     or at once, if the witness is not connected ──────► LOST
 *
 *     QUIET, HALF_CLOSED ──5 retransmissions unanswered─► LOST, with a witness
 *     QUIET, HALF_CLOSED, OUTLIVING ──not done in time──► UNCONFIRMED or, at the end of a session, UNANSWERED
 *
 *     Without a witness, from WITNESSED on:
 *     HALF_CLOSED ──the collector ends its side─────────► ANSWERED, or UNANSWERED if bytes were on their way,
 *                                                         or PROVEN if it says so in TLS 1.3
 * </pre>
 *
 * <p>From QUIET on the session writes to the witness, unless the session is to end. PROVEN, ANSWERED and UNANSWERED end the
 * rotation, or the session if this is its last rotation. After UNWITNESSED the session goes on over the same connection, or
 * ends it without a proof. LOST and UNCONFIRMED fail the session, and what is not released is written again. UNCONFIRMED
 * counts against the collector at once; a witness that was refused counts when the next rotation is due.
 * The replacement of a dead connection abandons a rotation before QUIET.
 */
enum RotationState {
    /** The witness is being connected. The session writes to the connection as before. */
    CONNECTING,
    /** Ready: the connection may end now, because the witness can be relied on, or because there is to be none. */
    WITNESSED,
    /** The last frames and the footer are being written. */
    FINISHING,
    /** Everything is written. The connection is silent for longer than a round trip; new events go to the witness. */
    QUIET,
    /** Our side of the stream has ended. The collector's end is awaited. */
    HALF_CLOSED,
    /** The collector has ended its side after ours. The witness has to outlive that. */
    OUTLIVING,
    /** One of the two connections broke. If the other one breaks as well, the collector crashed. */
    DOUBTING,

    /** The collector has read everything, and what was written to the connection has been released. */
    PROVEN,
    /** The collector ended its side, but there was no witness. */
    ANSWERED,
    /** At the end of a session: the collector ended its side too late, or while some of our bytes were on their way. */
    UNANSWERED,
    /** The witness was refused, closed or not answered. Nothing has ended, so the connection can go on. */
    UNWITNESSED,
    /** The collector did not confirm, although one of the two connections still stands. */
    UNCONFIRMED,
    /** The proof is lost by a crash or a dead path, which says nothing about whether the collector can confirm. */
    LOST;

    /** Returns whether the connection may still be written to. */
    boolean isWritable() {
        return this == CONNECTING || this == WITNESSED || this == FINISHING;
    }

    /** Returns whether everything has been written to the connection, so that writing can go on over the witness. */
    boolean isWritten() {
        return this == QUIET || this == HALF_CLOSED || this == OUTLIVING;
    }
}
