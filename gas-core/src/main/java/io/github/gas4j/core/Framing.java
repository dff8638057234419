// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * How a receiver tells events apart. Every framing but {@link #NONE} first removes one trailing newline (LF or CR LF)
 * that the layout has written, and {@link #NUL} one trailing NUL too, so that delimiters are never doubled.
 */
public enum Framing {
    /** A line feed after each event (RFC 6587 section 3.4.2, non-transparent framing). */
    NEWLINE,
    /**
     * A carriage return and a line feed after each event, as Spring Integration and many servers of lines read by default.
     */
    CRLF,
    /**
     * A NUL after each event, as in GELF over TCP. A NUL inside an event is written as a backslash, {@code u} and four
     * zeros.
     */
    NUL,
    /** The event's length in decimal digits and a space before it (RFC 6587 section 3.4.1). */
    OCTET_COUNTING,
    /** The event's length as four bytes, big-endian, before it. */
    LENGTH_PREFIX,
    /** Nothing: the layout does its own framing. */
    NONE;

    /**
     * Returns whether this framing suits text in a charset. All but {@link #NONE} look for single bytes. A newline must
     * therefore be the byte 10, which it is not in UTF-16, UTF-32 or EBCDIC.
     *
     * @param charset the charset of the events
     * @return false if the framing would break such text
     */
    public boolean suits(Charset charset) {
        return this == NONE || (charset.canEncode() && Arrays.equals("\n".getBytes(charset), new byte[] {'\n'}));
    }
}
