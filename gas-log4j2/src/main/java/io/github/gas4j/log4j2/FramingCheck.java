// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.Framing;
import java.nio.charset.Charset;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.GelfLayout;
import org.apache.logging.log4j.core.layout.MessageLayout;
import org.apache.logging.log4j.core.layout.Rfc5424Layout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;

/**
 * Finds what can be known of Log4j's own layouts at the start: that no receiver could read what they write in a framing.
 * The core warns of what shows only in events.
 *
 * <p>Stateless.
 */
final class FramingCheck {
    private FramingCheck() {}

    /** Returns what is wrong with a layout, whose text is written in {@code charset}; null if nothing is. */
    static @Nullable String problem(Layout<?> layout, Charset charset, Framing framing) {
        String name = layout.getClass().getSimpleName();
        if (layout instanceof MessageLayout) {
            return "option Layout: '" + name
                    + "' makes no bytes; valid: a layout like PatternLayout or JsonTemplateLayout";
        }
        if (framing == Framing.NONE) {
            return null;
        }
        if (layout instanceof StringLayout && !framing.suits(charset)) {
            return "option charset: '" + charset + "' does not go with framing=" + framing
                    + ", for which a newline must be" + " one byte; valid: UTF-8, or framing=NONE";
        }
        if (isSerialized(layout)) {
            return "option Layout: '" + name + "' writes one stream of objects, which framing=" + framing
                    + " would break; valid: framing=NONE, or a layout like JsonTemplateLayout";
        }
        if (compresses(layout)) {
            return "option Layout: '" + name + "' compresses events, which framing=" + framing
                    + " would break; valid: compressionType=\"OFF\", or framing=NONE";
        }
        if (writesLength(layout)) {
            return "option Layout: '" + name
                    + "' with useTlsMessageFormat=\"true\" writes a length before each event, which"
                    + " framing=" + framing + " would send as a part of it; valid: useTlsMessageFormat=\"false\" (with"
                    + " framing=OCTET_COUNTING for the same format), or framing=NONE";
        }
        return null;
    }

    @SuppressWarnings("deprecation") // as long as Log4j has it
    private static boolean isSerialized(Layout<?> layout) {
        return layout instanceof org.apache.logging.log4j.core.layout.SerializedLayout;
    }

    /** Reads it from the layout's description, because nothing else tells. */
    private static boolean compresses(Layout<?> layout) {
        String description = layout instanceof GelfLayout ? layout.toString() : "";
        return description.contains("compressionType=") && !description.contains("compressionType=OFF");
    }

    /** Looks at an event that the layout lays out, because nothing else tells: RFC 5424 begins with {@code <}. */
    private static boolean writesLength(Layout<?> layout) {
        if (!(layout instanceof Rfc5424Layout syslog)) {
            return false;
        }
        try {
            String event = syslog.toSerializable(Log4jLogEvent.newBuilder()
                    .setLoggerName("")
                    .setLevel(Level.INFO)
                    .setMessage(new SimpleMessage(""))
                    .build());
            return !event.isEmpty() && Character.isDigit(event.charAt(0));
        } catch (RuntimeException needsMore) {
            return false; // as with mdcRequired; then the first events tell
        }
    }
}
