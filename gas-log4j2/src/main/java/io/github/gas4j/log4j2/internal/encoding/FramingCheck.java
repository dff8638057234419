// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.encoding;

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
 * Finds layouts of Log4j whose output no receiver could read with the configured framing, as far as this is known at
 * the start. The core warns about problems that show only in events.
 *
 * <p>Stateless.
 */
final class FramingCheck {
    private FramingCheck() {}

    /** Returns what is wrong with a layout whose text is encoded in {@code charset}, or null if no problem is known. */
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
     * Returns the answer to a question about a layout, or false if the question fails. A reduced log4j-core may lack a
     * layout's class, and {@code mdcRequired} makes Rfc5424Layout fail on an event that lacks a required key.
     */
    private static boolean is(Layout<?> layout, Predicate<Layout<?>> question) {
        try {
            return question.test(layout);
        } catch (RuntimeException | LinkageError noAnswer) {
            return false; // the core still checks the first events
        }
    }

    @SuppressWarnings("deprecation") // checked as long as Log4j has it
    private static boolean isSerialized(Layout<?> layout) {
        return layout instanceof org.apache.logging.log4j.core.layout.SerializedLayout;
    }

    /** Returns whether the layout compresses events. Only its description shows this. */
    private static boolean compresses(Layout<?> layout) {
        String description = layout instanceof GelfLayout ? layout.toString() : "";
        return description.contains("compressionType=") && !description.contains("compressionType=OFF");
    }

    /** Returns whether the layout writes a length first. Only its output shows this: RFC 5424 begins with {@code <}. */
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
