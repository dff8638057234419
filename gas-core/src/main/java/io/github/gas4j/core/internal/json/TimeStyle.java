// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

/** How the time of an event is written. */
enum TimeStyle {
    /** ISO 8601 with an offset, and as many digits of the second as are not zero, up to nine. */
    ISO_NANOS,
    /** ISO 8601 with an offset, and three digits of the second. */
    ISO_MILLIS,
    /** Seconds since 1970 as a decimal number with milliseconds. */
    UNIX_SECONDS,
    /** Milliseconds since 1970 as a number. */
    UNIX_MILLIS,
    /** Milliseconds since 1970 in quotes. */
    UNIX_MILLIS_TEXT,
    /** A pattern of {@link java.time.format.DateTimeFormatter}. */
    PATTERN
}
