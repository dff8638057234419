// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.internal.syslog.SyslogEventWriter;
import io.github.gas4j.core.internal.syslog.SyslogOptions;
import io.github.gas4j.logback.internal.encoding.DirectEncoder;
import io.github.gas4j.logback.internal.json.LoggingEventReader;
import io.github.gas4j.logback.internal.json.ThrowableProxyReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes each event as a message of syslog (RFC 5424), with the MDC and key-value pairs as structured data.
 * {@code docs/encoding.md} explains the options.
 *
 * <p>It works in any appender. In {@link GasAppender} it writes into memory that is used again. The output is always a valid
 * message in UTF-8 and ends with a newline. It has newlines inside if the text has, as with a stack trace. Half of a surrogate
 * pair becomes U+FFFD. If the message or a value throws an exception, a note takes its place.
 *
 * <p>Options are set before the start. With an invalid one the encoder does not start, and each problem is an error in the
 * context's status.
 *
 * <p>Thread-safe once started. Several appenders may share an encoder.
 */
public final class GasSyslogEncoder extends OwnEncoder {
    /** Creates an encoder with the defaults. */
    public GasSyslogEncoder() {}

    @Override
    DirectEncoder<ILoggingEvent> writer(Map<String, String> options) {
        SyslogOptions read = SyslogOptions.read(options);
        LoggingEventReader reader = new LoggingEventReader(layout(read.pattern()));
        SyslogEventWriter<ILoggingEvent, IThrowableProxy> writer =
                new SyslogEventWriter<>(read, reader, new ThrowableProxyReader());
        return writer::write;
    }

    private @Nullable PatternLayout layout(@Nullable String pattern) {
        if (pattern == null) {
            return null;
        }
        PatternLayout layout = new PatternLayout();
        layout.setContext(getContext());
        layout.setPattern(pattern);
        layout.start();
        if (!layout.isStarted()) {
            throw new GasConfigException(
                    List.of(
                            "option pattern: '" + pattern
                                    + "' is not valid; valid: a pattern of Logback, which has said in an error before this one what is wrong"));
        }
        return layout;
    }

    /** Sets {@code facility}: its name, like {@code LOCAL0}, or its number; default {@code USER}. */
    public void setFacility(String facility) {
        set("facility", facility);
    }

    /** Sets {@code appName}: APP-NAME, cut after 48 characters; default none. */
    public void setAppName(String appName) {
        set("appName", appName);
    }

    /** Sets {@code hostname}: HOSTNAME; default the name of this host. */
    public void setHostname(String hostname) {
        set("hostname", hostname);
    }

    /** Sets {@code msgId}: MSGID, cut after 32 characters; default none. */
    public void setMsgId(String msgId) {
        set("msgId", msgId);
    }

    /** Sets {@code includeMdc}: whether the MDC is written; default {@code true}. */
    public void setIncludeMdc(String includeMdc) {
        set("includeMdc", includeMdc);
    }

    /** Adds to {@code includeMdcKeyName}: keys of the MDC that are written; all others are left out. */
    public void addIncludeMdcKeyName(String key) {
        add("includeMdcKeyName", key);
    }

    /** Adds to {@code excludeMdcKeyName}: keys of the MDC that are not written. */
    public void addExcludeMdcKeyName(String key) {
        add("excludeMdcKeyName", key);
    }

    /** Sets {@code includeKeyValuePairs}: whether key-value pairs of the event are written; default {@code true}. */
    public void setIncludeKeyValuePairs(String includeKeyValuePairs) {
        set("includeKeyValuePairs", includeKeyValuePairs);
    }

    /** Sets {@code structuredDataId}: the SD-ID of the element that holds all of them; default {@code mdc@32473}. */
    public void setStructuredDataId(String structuredDataId) {
        set("structuredDataId", structuredDataId);
    }

    /** Sets {@code eventId}: whether each event gets an id, by which duplicates can be told; default {@code false}. */
    public void setEventId(String eventId) {
        set("eventId", eventId);
    }

    /** Sets {@code maxDepthPerThrowable}: how many frames of each throwable are written; default all. */
    public void setMaxDepthPerThrowable(String maxDepthPerThrowable) {
        set("maxDepthPerThrowable", maxDepthPerThrowable);
    }

    /** Sets {@code rootCauseFirst}: whether the innermost cause comes first; default {@code false}. */
    public void setRootCauseFirst(String rootCauseFirst) {
        set("rootCauseFirst", rootCauseFirst);
    }

    /** Sets {@code pattern}: a pattern of Logback for MSG; default the message, followed by the stack trace. */
    public void setPattern(String pattern) {
        set("pattern", pattern);
    }
}
