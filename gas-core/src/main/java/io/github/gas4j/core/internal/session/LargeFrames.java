// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.Framing;
import java.util.concurrent.TimeUnit;

/**
 * Tells behind which frames a connection is ended. A receiver that refuses the length in front of a frame loses its place: it
 * takes what follows for one endless line, as rsyslog does above its {@code maxFrameSize} (200,000 bytes by default). The
 * end of the connection limits the damage to the one frame. If a collector does not answer such an end, there is no other.
 *
 * <p>Confined to the sender's thread.
 */
public final class LargeFrames {
    /** Frames above this size are large. No receiver is known that loses its place at a smaller one. */
    static final int LARGE_BYTES = 1 << 16;

    /** Longest wait for the end of a collector that has to read a large frame first. */
    static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long LEAST_QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** For how long a collector may refuse a frame of a size that it has never accepted. It may have to read a lot before. */
    private static final long LONG_QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int ROUND_TRIPS = 4;

    private boolean ends;

    public LargeFrames(Framing framing) {
        ends = framing == Framing.OCTET_COUNTING || framing == Framing.LENGTH_PREFIX;
    }

    /** Returns the size from which on a frame is the last one of its connection. */
    int lastFrom() {
        return ends ? LARGE_BYTES + 1 : Integer.MAX_VALUE;
    }

    /**
     * Returns how long nothing is written before such an end. A collector that refuses the frame and closes the connection must
     * be seen to do that before our end, or its end would look like an answer.
     *
     * @param accepted whether the collector is known to accept frames of this size
     */
    static long quietNanos(boolean accepted, long connectNanos) {
        return (accepted ? LEAST_QUIET_NANOS : LONG_QUIET_NANOS) + ROUND_TRIPS * connectNanos;
    }

    /** Called when such an end has released nothing, because it was not answered or not confirmed. */
    void inVain() {
        ends = false;
    }
}
