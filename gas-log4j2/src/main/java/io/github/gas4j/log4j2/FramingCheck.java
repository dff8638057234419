// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.Framing;
import java.nio.charset.Charset;
import java.util.function.Predicate;
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
        if (is(layout, it -> it instanceof MessageLayout)) {
            return "option Layout: '" + name
                    + "' makes no bytes; valid: a layout like PatternLayout or JsonTemplateLayout";
        }
        if (framing == Framing.NONE) {
            return null;
        }
        if (layout instanceof StringLayout && !framing.suits(charset)) {
            return "option charset: '" + charset + "' does not go with framing=" + framing
                    + ", for which a newline must be one byte; valid: UTF-8, or framing=NONE";
        }
        if (is(layout, FramingCheck::isSerialized)) {
            return "option Layout: '" + name + "' writes one stream of objects, which framing=" + framing
                    + " would break; valid: framing=NONE, or a layout like JsonTemplateLayout";
        }
        if (is(layout, FramingCheck::compresses)) {
            return "option Layout: '" + name + "' compresses events, which framing=" + framing
                    + " would break; valid: compressionType=\"OFF\", or framing=NONE";
        }
        if (is(layout, FramingCheck::writesLength)) {
            return "option Layout: '" + name
                    + "' with useTlsMessageFormat=\"true\" writes a length before each event, which"
                    + " framing=" + framing + " would send as a part of it; valid: useTlsMessageFormat=\"false\" (with"
                    + " framing=OCTET_COUNTING for the same format), or framing=NONE";
        }
        return null;
    }

    /**
     * Asks a question about a layout. No answer is a no: a log4j-core that somebody has made smaller may lack a layout's
     * class, and {@code mdcRequired} has Rfc5424Layout fail on an event that has not what it needs.
     */
    private static boolean is(Layout<?> layout, Predicate<Layout<?>> question) {
        try {
            return question.test(layout);
        } catch (RuntimeException | LinkageError noAnswer) {
            return false; // then the first events tell
        }
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
        String event = syslog.toSerializable(Log4jLogEvent.newBuilder()
                .setLoggerName("")
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(""))
                .build());
        return !event.isEmpty() && Character.isDigit(event.charAt(0));
    }
}
