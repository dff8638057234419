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
 *     A connection breaks before OUTLIVING:
 *     DOUBTING ──the other one breaks, too──────────────► LOST
 *         └──────it lives for another 50 ms─────────────► UNCONFIRMED
 *     or at once, if the witness is not connected ──────► LOST
 *
 *     QUIET, HALF_CLOSED ──5 retransmissions unanswered─► LOST
 *     QUIET, HALF_CLOSED, OUTLIVING ──no answer in time─► UNCONFIRMED or, at the end of a session, UNANSWERED
 *
 *     Without a witness, from WITNESSED on:
 *     HALF_CLOSED ──the collector ends its side─────────► ANSWERED, or UNANSWERED if bytes were on their way
 * </pre>
 *
 * <p>The session goes on over the witness after PROVEN and over the same connection after UNWITNESSED. LOST and UNCONFIRMED
 * end it with a failure; UNCONFIRMED alone counts against the collector.
 */
enum RotationState {
    /** The witness is being connected. The session writes to the connection as before. */
    CONNECTING,
    /** The connection may end now: the witness can be relied on, or there is to be none. */
    WITNESSED,
    /** The last frames and the footer are being written. */
    FINISHING,
    /** Everything is written. The connection is left alone for longer than a round trip, while the witness takes new events. */
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
    /** At the end of a session: the collector did not end its side in time, or before all of our bytes arrived. */
    UNANSWERED,
    /** The witness was refused, closed or not answered. Nothing has ended, so the connection can go on. */
    UNWITNESSED,
    /** The collector lives, but it did not confirm. */
    UNCONFIRMED,
    /** Nothing can be proven any more, and that says nothing about whether the collector can confirm. */
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
