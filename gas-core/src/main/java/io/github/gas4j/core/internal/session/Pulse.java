// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import java.nio.ByteBuffer;

/**
 * When bytes last moved over one connection, and when a heartbeat is due: as soon as nothing has been written for so long. A
 * heartbeat is no event, so an end soon after one is still that of an idle connection.
 *
 * <p>Confined to the sender's thread.
 */
final class Pulse {
    private final ByteBuffer heartbeat;
    private final long intervalNanos;
    /** When the socket last took a byte, or bytes were staged for it; at first, when the connection began. */
    private long movedAt;
    /** The same, but for heartbeats. */
    private long eventsMovedAt;
    /** Whether what is staged is a heartbeat. */
    private boolean beating;

    Pulse(Envelope envelope, long now) {
        heartbeat = ByteBuffer.wrap(envelope.heartbeat());
        intervalNanos = envelope.heartbeatNanos();
        movedAt = now;
        eventsMovedAt = now;
    }

    /** Called when bytes that are no heartbeat were staged. */
    void staged(long now) {
        beating = false;
        moved(now);
    }

    /** Returns the heartbeat, to be staged now. */
    ByteBuffer beat(long now) {
        beating = true;
        moved(now);
        return heartbeat.clear();
    }

    /** Called when the socket took bytes. */
    void moved(long now) {
        movedAt = now;
        if (!beating) {
            eventsMovedAt = now;
        }
    }

    /** Returns the nanoseconds since a byte was staged or moved. */
    long stillNanos(long now) {
        return now - movedAt;
    }

    /** Returns the same, as if there were no heartbeats. */
    long idleNanos(long now) {
        return now - eventsMovedAt;
    }

    /** Returns the nanoseconds until a heartbeat is due, at most 0 if it is, or {@code Long.MAX_VALUE} if there are none. */
    long nanosUntilBeat(long now) {
        return intervalNanos == 0 ? Long.MAX_VALUE : intervalNanos - stillNanos(now);
    }
}
