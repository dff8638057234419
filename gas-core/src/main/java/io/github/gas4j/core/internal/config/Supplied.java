// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import io.github.gas4j.core.TlsSource;
import org.jspecify.annotations.Nullable;

/** What a client is configured with that is not text. Immutable, by agreement that no one writes to the arrays. */
public final class Supplied {
    private final byte[] header;
    private final byte[] footer;
    private final @Nullable TlsSource tls;

    /**
     * Keeps the parts.
     *
     * @param header the layout's header, unframed; empty for none
     * @param footer the layout's footer, unframed; empty for none
     * @param tls where keys, certificates and trust come from, or null if options tell that
     */
    public Supplied(byte[] header, byte[] footer, @Nullable TlsSource tls) {
        this.header = header;
        this.footer = footer;
        this.tls = tls;
    }

    /** Returns an instance without anything. */
    public static Supplied nothing() {
        return new Supplied(new byte[0], new byte[0], null);
    }

    byte[] header() {
        return header;
    }

    byte[] footer() {
        return footer;
    }

    @Nullable
    TlsSource tls() {
        return tls;
    }
}
