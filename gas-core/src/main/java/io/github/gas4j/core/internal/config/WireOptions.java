// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.config;

import static io.github.gas4j.core.internal.option.SizeOption.MIB;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.option.BufferPartOption;
import io.github.gas4j.core.internal.option.ChoiceOption;
import io.github.gas4j.core.internal.option.FlagOption;
import io.github.gas4j.core.internal.option.OptionReader;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The options of what goes on the wire, with the layout's header and footer, which are not options.
 *
 * <p>Immutable, by agreement that no one writes to the arrays.
 */
public final class WireOptions {
    private static final ChoiceOption<Framing> FRAMING =
            new ChoiceOption<>("framing", Framing.NEWLINE, "how events are told apart on the wire");
    private static final FlagOption ESCAPE_NEWLINES = new FlagOption(
            "escapeNewlines",
            "true with NEWLINE and CRLF",
            "true, false; true only with NEWLINE or CRLF",
            "whether a newline inside an event is written as the two characters \\n");
    private static final BufferPartOption MAX_EVENT_SIZE = new BufferPartOption(
            "maxEventSize", 4, MIB, 1, 4, "the size above which an event is dropped, without its delimiter");

    private final Framing framing;
    private final boolean escapeNewlines;
    private final int maxEventSize;
    private final HeartbeatOptions heartbeat;
    private final byte[] header;
    private final byte[] footer;

    private WireOptions(
            Framing framing,
            boolean escapeNewlines,
            int maxEventSize,
            HeartbeatOptions heartbeat,
            byte[] header,
            byte[] footer) {
        this.framing = framing;
        this.escapeNewlines = escapeNewlines;
        this.maxEventSize = maxEventSize;
        this.heartbeat = heartbeat;
        this.header = header;
        this.footer = footer;
    }

    static WireOptions read(OptionReader in, BufferOptions buffer, byte[] header, byte[] footer) {
        Framing framing = FRAMING.read(in);
        boolean ofLines = framing == Framing.NEWLINE || framing == Framing.CRLF;
        boolean escape = ESCAPE_NEWLINES.read(in, ofLines);
        if (escape && !ofLines) {
            in.problem(
                    ESCAPE_NEWLINES.name(),
                    "true",
                    "false with framing=" + framing + ", true only with framing=NEWLINE or CRLF");
        }
        int maxEventSize = (int) MAX_EVENT_SIZE.read(in, buffer.bufferSize());
        return new WireOptions(framing, escape, maxEventSize, HeartbeatOptions.read(in, framing), header, footer);
    }

    /** Returns how events are told apart. */
    public Framing framing() {
        return framing;
    }

    /** Returns whether a newline inside an event is escaped; false with every framing that is not of lines. */
    public boolean escapeNewlines() {
        return escapeNewlines;
    }

    /** Returns the size of the largest event in bytes, with escapes and without the delimiter. */
    public int maxEventSize() {
        return maxEventSize;
    }

    /** Returns the options of what is written to idle connections. */
    public HeartbeatOptions heartbeat() {
        return heartbeat;
    }

    /** Returns the layout's header, unframed; empty for none. */
    public byte[] header() {
        return header;
    }

    /** Returns the layout's footer, unframed; empty for none. */
    public byte[] footer() {
        return footer;
    }

    /** Returns whether a connection that was made with one of these options suits the other. */
    public boolean connectsLike(WireOptions other) {
        return framing == other.framing
                && heartbeat.equals(other.heartbeat)
                && Arrays.equals(header, other.header)
                && Arrays.equals(footer, other.footer);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WireOptions options
                && connectsLike(options)
                && escapeNewlines == options.escapeNewlines
                && maxEventSize == options.maxEventSize;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                framing, escapeNewlines, maxEventSize, heartbeat, Arrays.hashCode(header), Arrays.hashCode(footer));
    }
}
