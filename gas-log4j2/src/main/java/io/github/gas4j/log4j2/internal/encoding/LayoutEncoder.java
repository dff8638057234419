// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.encoding;

import io.github.gas4j.core.Framing;
import io.github.gas4j.log4j2.internal.json.EventJson;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.core.util.Constants;
import org.jspecify.annotations.Nullable;

/**
 * Encodes events with a layout, in UTF-8 unless the layout is configured otherwise.
 *
 * <p>A {@link PatternLayout} writes text, which this class encodes. The layout's own encoder keeps some 12 KiB for
 * every thread, however many there are, and damages long texts (see {@link #mayHaveLostAPair}). PatternLayout is also
 * the only layout that uses the platform's charset by default, which a remote receiver cannot know. If it has the
 * platform's charset, events are therefore sent in UTF-8. Whether that charset was configured explicitly cannot be
 * detected; the appender's warning says what to do then.
 *
 * <p>JSON of our own is written straight into the memory that the client copies from.
 *
 * <p>Thread-safe: immutable, and layouts are thread-safe.
 */
public final class LayoutEncoder {
    private final Layout<?> layout;
    private final @Nullable PatternLayout pattern;
    private final @Nullable EventJson json;
    private final Charset charset;
    private final boolean direct;
    private final boolean inChunks;

    /**
     * Creates an encoder.
     *
     * @param platform the charset that layouts use by default
     * @param direct whether Log4j lets layouts write into a buffer without creating objects
     */
    public LayoutEncoder(Layout<?> layout, Charset platform, boolean direct) {
        this(layout, null, platform, direct);
    }

    private LayoutEncoder(Layout<?> layout, @Nullable EventJson json, Charset platform, boolean direct) {
        boolean text = layout instanceof StringLayout;
        Charset own = layout instanceof StringLayout string ? string.getCharset() : StandardCharsets.UTF_8;
        this.layout = layout;
        this.json = json;
        this.pattern = layout instanceof PatternLayout found ? found : null;
        this.charset = pattern != null && own.equals(platform) ? StandardCharsets.UTF_8 : own;
        this.inChunks = text && own.equals(StandardCharsets.UTF_8);
        // in other charsets a lost pair cannot be detected, and their texts are rare
        this.direct = direct && (pattern != null || inChunks || !text);
    }

    /**
     * Returns an encoder for a layout of our own.
     *
     * @param json what the layout writes with
     */
    public static LayoutEncoder ofJson(Layout<?> layout, EventJson json) {
        return new LayoutEncoder(layout, json, StandardCharsets.UTF_8, true);
    }

    /** Returns whether events are not encoded in the layout's own charset. */
    public boolean overrulesCharset() {
        return pattern != null && !charset.equals(pattern.getCharset());
    }

    /** Returns why the layout does not work with a framing, or null if no problem is known. */
    public @Nullable String problemWith(Framing framing) {
        return FramingCheck.problem(layout, charset, framing);
    }

    /** Appends the event's bytes to an empty buffer. Throws whatever the layout or the event's objects throw. */
    public void encode(LogEvent event, EncodingBuffer bytes) {
        if (json != null) {
            json.write(event, bytes.scratch());
        } else if (!direct) {
            write(
                    pattern == null
                            ? layout.toByteArray(event)
                            : pattern.toSerializable(event).getBytes(charset),
                    bytes);
        } else if (pattern != null) {
            pattern.serialize(event, bytes.text());
            bytes.encodeText(charset);
        } else {
            layout.encode(event, bytes);
            if (inChunks && mayHaveLostAPair(bytes)) {
                bytes.clear();
                write(layout.toByteArray(event), bytes);
            }
        }
    }

    /** Returns what the layout writes before all events, or null for nothing. */
    public byte @Nullable [] header() {
        return pattern == null ? layout.getHeader() : bytes(pattern.getHeaderSerializer());
    }

    /** Returns what the layout writes after all events, or null for nothing. */
    public byte @Nullable [] footer() {
        return pattern == null ? layout.getFooter() : bytes(pattern.getFooterSerializer());
    }

    private byte @Nullable [] bytes(AbstractStringLayout.@Nullable Serializer serializer) {
        return serializer == null
                ? null
                : serializer.toSerializable(Log4jLogEvent.newBuilder().build()).getBytes(charset);
    }

    /**
     * Returns whether Log4j's encoder may have written a question mark for a surrogate pair. It encodes a long text in
     * chunks, and loses the first half of a pair that spans two chunks (TextEncoderHelper in Log4j 2.26).
     */
    private static boolean mayHaveLostAPair(EncodingBuffer bytes) {
        int length = bytes.length();
        if (length <= Constants.ENCODER_CHAR_BUFFER_SIZE) {
            return false;
        }
        byte[] utf8 = bytes.array();
        int inChunk = 0;
        for (int i = 0; i < length; i++) {
            byte b = utf8[i];
            if (b == '?' && (inChunk == Constants.ENCODER_CHAR_BUFFER_SIZE - 1)) {
                return true;
            }
            boolean continuation = (b & 0xC0) == 0x80;
            boolean firstOfFour = (b & 0xF8) == 0xF0;
            inChunk += continuation ? 0 : firstOfFour ? 2 : 1;
            if (inChunk >= Constants.ENCODER_CHAR_BUFFER_SIZE) {
                inChunk -= Constants.ENCODER_CHAR_BUFFER_SIZE;
            }
        }
        return false;
    }

    private static void write(byte[] event, EncodingBuffer bytes) {
        bytes.writeBytes(event, 0, event.length);
    }
}
