// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.buffer.Framer;
import io.github.gas4j.core.internal.config.HeartbeatOptions;
import io.github.gas4j.core.internal.config.WireOptions;
import java.nio.charset.StandardCharsets;

/**
 * Frames that are no events: the layout's header and footer, which are the first and the last bytes of each connection, and
 * the heartbeat; and how frames are told apart. Immutable, by agreement that no one writes to the arrays.
 */
public final class Envelope {
    private final Framing framing;
    private final byte[] header;
    private final byte[] footer;
    private final byte[] heartbeat;
    private final long heartbeatNanos;

    private Envelope(Framing framing, byte[] header, byte[] footer, byte[] heartbeat, long heartbeatNanos) {
        this.framing = framing;
        this.header = header;
        this.footer = footer;
        this.heartbeat = heartbeat;
        this.heartbeatNanos = heartbeatNanos;
    }

    public static Envelope of(WireOptions options) {
        Framer framer = new Framer(options.framing(), options.escapeNewlines(), Integer.MAX_VALUE);
        HeartbeatOptions heartbeat = options.heartbeat();
        byte[] text = heartbeat.text().getBytes(StandardCharsets.UTF_8);
        return new Envelope(
                options.framing(),
                framer.frame(options.header()),
                framer.frame(options.footer()),
                heartbeat.interval().isZero() ? text : framer.frameAlways(text),
                heartbeat.interval().toNanos());
    }

    Framing framing() {
        return framing;
    }

    byte[] header() {
        return header;
    }

    byte[] footer() {
        return footer;
    }

    byte[] heartbeat() {
        return heartbeat;
    }

    /** Returns for how long nothing was written before a heartbeat, or 0 if there are none. */
    long heartbeatNanos() {
        return heartbeatNanos;
    }
}
