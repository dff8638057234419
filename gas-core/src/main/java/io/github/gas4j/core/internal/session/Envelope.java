// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.internal.buffer.Framer;
import io.github.gas4j.core.internal.config.WireOptions;

/**
 * The layout's header and footer as frames, which are the first and the last bytes of each connection. Immutable, by
 * agreement that no one writes to the arrays.
 */
public final class Envelope {
    private final byte[] header;
    private final byte[] footer;

    private Envelope(byte[] header, byte[] footer) {
        this.header = header;
        this.footer = footer;
    }

    public static Envelope of(WireOptions options) {
        Framer framer = new Framer(options.framing(), options.escapeNewlines(), Integer.MAX_VALUE);
        return new Envelope(framer.frame(options.header()), framer.frame(options.footer()));
    }

    byte[] header() {
        return header;
    }

    byte[] footer() {
        return footer;
    }
}
