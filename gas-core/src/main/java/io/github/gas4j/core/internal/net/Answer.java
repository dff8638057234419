// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.util.Printable;
import java.nio.ByteBuffer;

/**
 * The first bytes that a peer sent on a connection, kept because they often tell why it closed the connection: an HTTP
 * error, a greeting, a TLS alert.
 *
 * <p>Confined to the sender's thread.
 */
public final class Answer {
    static final int MOST_BYTES = 80;

    private static final int TLS_ALERT = 0x15;
    private static final int TLS_MAJOR_VERSION = 3;
    private static final int TLS_ALERT_BYTES = 7;

    private final byte[] bytes = new byte[MOST_BYTES];
    private int length;

    /** Keeps as many of the buffer's remaining bytes as still fit. Does not move the buffer's position. */
    public void add(ByteBuffer read) {
        int more = Math.min(read.remaining(), MOST_BYTES - length);
        read.get(read.position(), bytes, length, more);
        length += more;
    }

    /**
     * Returns the bytes as {@link Printable} text, or a sentence about a TLS alert, or an empty string if there are none.
     */
    public String inWords() {
        if (length == 0) {
            return "";
        }
        if (isTlsAlert()) {
            return "a TLS alert (code " + (bytes[TLS_ALERT_BYTES - 1] & 0xff)
                    + "), so it expects TLS, which tls=true turns on";
        }
        return Printable.quoted(ByteBuffer.wrap(bytes, 0, length));
    }

    /** Returns whether the bytes begin with an unencrypted TLS record that holds one alert. */
    private boolean isTlsAlert() {
        return length >= TLS_ALERT_BYTES
                && bytes[0] == TLS_ALERT
                && bytes[1] == TLS_MAJOR_VERSION
                && bytes[3] == 0
                && bytes[4] == 2;
    }
}
