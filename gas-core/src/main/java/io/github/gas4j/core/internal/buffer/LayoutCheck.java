// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.config.WireOptions;
import org.jspecify.annotations.Nullable;

/**
 * Looks for signs that the layout and the framing contradict each other: a delimiter, a length, a compression or a charset
 * of the layout's own, or events of several lines. It leaves what it finds in {@link Counters}, for the sender to report.
 *
 * <p>It looks at the first events, and at later ones only if something in them is escaped, until it finds a sign. Any
 * other event costs its producer two comparisons.
 *
 * <p>Thread-safe. Producers count {@code looks} down without a lock, so a few events more may be looked at. Only the first
 * sign is kept; {@code this} guards that.
 */
final class LayoutCheck {
    /** Finds nothing. */
    static final LayoutCheck OFF = new LayoutCheck(Framing.NONE, false, new byte[0], new Counters());

    private static final String COMPRESSED = """
            events are compressed, and framing=%s removes or replaces bytes that look like newlines or delimiters; switch \
            the compression off, as with compressionType="OFF" in GelfLayout, or choose framing=NONE""";
    private static final String UTF_16 = """
            events seem to be UTF-16, in which framing=%s cannot tell newlines or delimiters; choose the charset UTF-8, \
            or framing=NONE""";
    private static final String ENDS_WITH_NUL = """
            events end with a NUL, which framing=%s sends as a part of them; choose framing=NUL, or switch the layout's \
            own delimiter off (includeNullDelimiter in GelfLayout, nullEventDelimiterEnabled in JsonTemplateLayout)""";
    private static final String BEGINS_WITH_LENGTH = """
            events begin with a length of the layout's own, which framing=%s sends as a part of them; switch it off, as \
            with useTlsMessageFormat="false" in Rfc5424Layout, or choose framing=NONE""";
    private static final String BINARY = """
            events are binary, and framing=%s replaces bytes that look like newlines or delimiters; choose \
            framing=LENGTH_PREFIX or OCTET_COUNTING""";
    private static final String SMILE = """
            events are Smile, in which an event refers to earlier ones, so that framing=%s gives no receiver an event that \
            it can read after a drop or on another connection; choose JSON, or CBOR with framing=LENGTH_PREFIX or \
            OCTET_COUNTING""";
    private static final String SEVERAL_LINES = """
            the layout writes an event on several lines, as pretty-printed JSON or XML and YAML are, and \
            escapeNewlines=true writes \\n for each newline, which parsers refuse; choose a layout of one line, as with \
            compact="true" or without a pretty printer, or framing=OCTET_COUNTING, NUL or LENGTH_PREFIX, or, if the \
            receiver joins lines, escapeNewlines=false""";
    private static final String DOCUMENT = """
            the layout writes one document, of which receivers cannot read a single event; choose complete="false" in \
            the layout, or framing=NONE""";

    private static final int FIRST_EVENTS = 16;
    /** The greatest number of digits in a length that a layout writes before an event. */
    private static final int LENGTH_DIGITS = 8;

    private final Framing framing;
    private final boolean escapesNewlines;
    private final Counters counters;
    /** How many more events are looked at, whatever they contain. */
    private int looks = FIRST_EVENTS;
    /** Whether there is nothing more to find. */
    private volatile boolean done;

    private LayoutCheck(Framing framing, boolean escapesNewlines, byte[] header, Counters counters) {
        this.framing = framing;
        this.escapesNewlines = escapesNewlines;
        this.counters = counters;
        done = framing == Framing.NONE;
        if (framing != Framing.NONE && beginsDocument(header)) {
            found(DOCUMENT);
        }
    }

    static LayoutCheck of(WireOptions options, Counters counters) {
        return new LayoutCheck(options.framing(), options.escapeNewlines(), options.header(), counters);
    }

    /** Returns whether to call {@link #look} for an event, of which something is {@code escaped} or nothing. */
    boolean wants(boolean escaped) {
        return (escaped || looks > 0) && !done;
    }

    /** Looks at an event. Its first byte to be escaped is at {@code escaped}, which is not below {@code end} if there is none. */
    void look(byte[] bytes, int from, int end, int escaped) {
        int left = looks;
        boolean first = left > 0;
        if (first) {
            looks = left - 1; // in one store, so that it never falls below 0
        }
        String sign = end - from < 2 ? null : sign(bytes, from, end, escaped, first);
        if (sign != null) {
            found(sign);
        }
    }

    private synchronized void found(String sign) {
        if (!done) {
            counters.contradiction(sign.formatted(framing));
            done = true;
        }
    }

    /** Returns a text about what contradicts the framing, with a place for the name of the framing; null if nothing does. */
    private @Nullable String sign(byte[] bytes, int from, int end, int escaped, boolean first) {
        int last = lastOfText(bytes, from, end);
        if (isCompressed(bytes, from)) {
            return COMPRESSED;
        }
        if (first && isOfTwoByteUnits(bytes, from, end)) {
            return UTF_16;
        }
        if (framing != Framing.NUL && bytes[last] == 0) {
            return ENDS_WITH_NUL;
        }
        if (beginsWithLength(bytes, from, end)) {
            return BEGINS_WITH_LENGTH;
        }
        if (isSmile(bytes, from, end)) {
            return SMILE;
        }
        if (isDelimited() && isCborObject(bytes, from, last)) {
            return BINARY;
        }
        boolean breaksLines = escapesNewlines && escaped < last && isOfSeveralLines(bytes, from, end, escaped);
        return breaksLines ? SEVERAL_LINES : null;
    }

    private boolean isDelimited() {
        return framing == Framing.NEWLINE || framing == Framing.CRLF || framing == Framing.NUL;
    }

    /** Returns whether a header opens a JSON array or an XML document, which the footer closes. */
    private static boolean beginsDocument(byte[] header) {
        return header.length > 0
                && (header[0] == '['
                        || (header.length > 2 && header[0] == '<' && header[1] == '?' && header[2] == 'x'));
    }

    /** Returns whether bytes begin like gzip, or like zlib at its usual level. No text begins like that. */
    private static boolean isCompressed(byte[] bytes, int from) {
        return (bytes[from] == 0x1F && bytes[from + 1] == (byte) 0x8B)
                || (bytes[from] == 'x' && (bytes[from + 1] == (byte) 0x9C || bytes[from + 1] == 1));
    }

    /** Returns whether half of the bytes at odd places are NUL and few of those at even places, or the other way round. */
    private static boolean isOfTwoByteUnits(byte[] bytes, int from, int end) {
        int[] nuls = new int[2];
        for (int i = from; i < end; i++) {
            nuls[(i - from) & 1] += bytes[i] == 0 ? 1 : 0;
        }
        int most = Math.max(nuls[0], nuls[1]);
        return most * 4L >= end - from && Math.min(nuls[0], nuls[1]) * 4L <= most && end - from > 2;
    }

    private static boolean beginsWithLength(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && i - from <= LENGTH_DIGITS && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i > from && end - i > 2 && bytes[i] == ' ' && bytes[i + 1] == '<' && isPriority(bytes, i + 2, end);
    }

    /** Returns whether one to three digits and a bracket follow, as in the header of syslog. */
    private static boolean isPriority(byte[] bytes, int from, int end) {
        int i = from;
        while (i < end && i - from < 3 && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i > from && i < end && bytes[i] == '>';
    }

    /** Returns whether bytes begin as Smile does: a smiley, a newline, and a version 0 with three flags. */
    private static boolean isSmile(byte[] bytes, int from, int end) {
        return end - from > 3
                && bytes[from] == ':'
                && bytes[from + 1] == ')'
                && bytes[from + 2] == '\n'
                && (bytes[from + 3] & ~7) == 0;
    }

    private static boolean isCborObject(byte[] bytes, int from, int last) {
        return bytes[from] == (byte) 0xBF && bytes[last] == (byte) 0xFF;
    }

    /** Returns whether an event looks like JSON, XML or YAML that is broken into lines between its parts. */
    private static boolean isOfSeveralLines(byte[] bytes, int from, int end, int newline) {
        int first = firstOfText(bytes, from, end);
        int last = lastOfText(bytes, from, end);
        boolean atBeginning = newline < first;
        return switch (bytes[first]) {
            case '{' -> bytes[last] == '}' && (atBeginning || endsPartOfJson(bytes[lastOfText(bytes, first, newline)]));
            case '<' -> bytes[last] == '>' && (atBeginning || isOutsideOfText(bytes, first, newline, end));
            case '-' -> beginsYaml(bytes, first, end);
            default -> false;
        };
    }

    private static boolean beginsYaml(byte[] bytes, int first, int end) {
        return end - first > 3
                && bytes[first + 1] == '-'
                && bytes[first + 2] == '-'
                && (bytes[first + 3] == '\n' || bytes[first + 3] == '\r');
    }

    private static boolean endsPartOfJson(byte last) {
        return last == '{' || last == '[' || last == ',';
    }

    /** Returns whether a newline in XML is within a tag or between two tags. */
    private static boolean isOutsideOfText(byte[] bytes, int first, int newline, int end) {
        int bracket = newline - 1;
        while (bytes[bracket] != '<' && bytes[bracket] != '>') {
            bracket--; // the first byte is one
        }
        return bytes[bracket] == '<'
                || (bracket == lastOfText(bytes, first, newline) && bytes[firstOfText(bytes, newline, end)] == '<');
    }

    /** Returns the index of the first byte that is not white space, or {@code end - 1} if there is none. */
    private static int firstOfText(byte[] bytes, int from, int end) {
        int first = from;
        while (first < end - 1 && isSpace(bytes[first])) {
            first++;
        }
        return first;
    }

    /** Returns the index of the last byte that is not white space, or {@code from} if there is none. */
    private static int lastOfText(byte[] bytes, int from, int end) {
        int last = end - 1;
        while (last > from && isSpace(bytes[last])) {
            last--;
        }
        return last;
    }

    private static boolean isSpace(byte candidate) {
        return candidate == ' ' || candidate == '\n' || candidate == '\r' || candidate == '\t';
    }
}
