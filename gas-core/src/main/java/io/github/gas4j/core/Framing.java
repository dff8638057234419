// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * How a receiver tells events apart. Every framing but {@link #NONE} first removes one trailing newline (LF or CR LF)
 * that the layout has written, so that delimiters are never doubled.
 */
public enum Framing {
    /** A line feed after each event (RFC 6587 section 3.4.2, non-transparent framing). */
    NEWLINE,
    /** A NUL after each event, as GELF over TCP has it; a NUL inside an event is written as a backslash, {@code u} and four zeros. */
    NUL,
    /** The event's length in decimal digits and a space before it (RFC 6587 section 3.4.1). */
    OCTET_COUNTING,
    /** The event's length as four bytes, big-endian, before it. */
    LENGTH_PREFIX,
    /** Nothing: the layout does its own framing. */
    NONE
}
