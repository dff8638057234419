// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.github.gas4j.core.internal.json.JsonEventWriter;
import io.github.gas4j.core.internal.json.JsonOptions;
import io.github.gas4j.logback.internal.encoding.DirectEncoder;
import io.github.gas4j.logback.internal.json.LoggingEventReader;
import io.github.gas4j.logback.internal.json.ThrowableProxyReader;
import java.util.Map;

/**
 * Encodes each event as a line of JSON, in the fields of Logstash (default), ECS or GELF. {@code docs/encoding.md} explains
 * the options.
 *
 * <p>It works in any appender. In {@link GasAppender} it writes into memory that is used again. The output is always valid
 * JSON in UTF-8 and ends with a newline. Half of a surrogate pair becomes U+FFFD. If the message or a value throws an
 * exception, a note takes its place.
 *
 * <p>Options are set before the start. With an invalid one the encoder does not start, and each problem is an error in the
 * context's status.
 *
 * <p>Thread-safe once started. Several appenders may share an encoder.
 */
public final class GasJsonEncoder extends OwnEncoder {
    /** Creates an encoder with the defaults. */
    public GasJsonEncoder() {}

    @Override
    DirectEncoder<ILoggingEvent> writer(Map<String, String> options) {
        JsonEventWriter<ILoggingEvent, IThrowableProxy> writer =
                new JsonEventWriter<>(JsonOptions.read(options), new LoggingEventReader(), new ThrowableProxyReader());
        return writer::write;
    }

    /** Sets {@code format}: the fields' names and order; {@code LOGSTASH} (default), {@code ECS} or {@code GELF}. */
    public void setFormat(String format) {
        set("format", format);
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

    /** Sets {@code includeMarkers}: whether the names of markers are written; default {@code true}. */
    public void setIncludeMarkers(String includeMarkers) {
        set("includeMarkers", includeMarkers);
    }

    /** Sets {@code includeContext}: whether properties of the context are written; default {@code true} with LOGSTASH. */
    public void setIncludeContext(String includeContext) {
        set("includeContext", includeContext);
    }

    /** Sets {@code includeCallerData}: whether the place of the logging call is written, which is slow; default {@code false}. */
    public void setIncludeCallerData(String includeCallerData) {
        set("includeCallerData", includeCallerData);
    }

    /** Sets {@code customFields}: fields that every event gets, as a JSON object. */
    public void setCustomFields(String customFields) {
        set("customFields", customFields);
    }

    /** Adds to {@code fieldName}: another name for a field, like {@code message=msg}; {@code [ignore]} leaves it out. */
    public void addFieldName(String fieldName) {
        add("fieldName", fieldName);
    }

    /** Sets {@code timestampPattern}: the pattern of the time; default that of the format. */
    public void setTimestampPattern(String timestampPattern) {
        set("timestampPattern", timestampPattern);
    }

    /** Sets {@code timeZone}: the zone of the time; default the JVM's, with ECS UTC. */
    public void setTimeZone(String timeZone) {
        set("timeZone", timeZone);
    }

    /** Sets {@code shortenedLoggerNameLength}: the length to which loggers' packages are shortened; default off. */
    public void setShortenedLoggerNameLength(String shortenedLoggerNameLength) {
        set("shortenedLoggerNameLength", shortenedLoggerNameLength);
    }

    /** Sets {@code maxDepthPerThrowable}: how many frames of each throwable are written; default all. */
    public void setMaxDepthPerThrowable(String maxDepthPerThrowable) {
        set("maxDepthPerThrowable", maxDepthPerThrowable);
    }

    /** Sets {@code rootCauseFirst}: whether the innermost cause comes first; default {@code false}. */
    public void setRootCauseFirst(String rootCauseFirst) {
        set("rootCauseFirst", rootCauseFirst);
    }

    /** Sets {@code maxLength}: the bytes above which texts of an event are cut, the newline not counted; default off. */
    public void setMaxLength(String maxLength) {
        set("maxLength", maxLength);
    }

    /** Sets {@code eventId}: whether each event gets an id, by which duplicates can be told; default {@code false}. */
    public void setEventId(String eventId) {
        set("eventId", eventId);
    }

    /** Sets {@code serviceName}: with ECS, {@code service.name}. */
    public void setServiceName(String serviceName) {
        set("serviceName", serviceName);
    }

    /** Sets {@code serviceVersion}: with ECS, {@code service.version}. */
    public void setServiceVersion(String serviceVersion) {
        set("serviceVersion", serviceVersion);
    }

    /** Sets {@code serviceEnvironment}: with ECS, {@code service.environment}. */
    public void setServiceEnvironment(String serviceEnvironment) {
        set("serviceEnvironment", serviceEnvironment);
    }

    /** Sets {@code eventDataset}: with ECS, {@code event.dataset}; default {@code serviceName}. */
    public void setEventDataset(String eventDataset) {
        set("eventDataset", eventDataset);
    }

    /** Sets {@code originHost}: with GELF, {@code host}; default the name of this host. */
    public void setOriginHost(String originHost) {
        set("originHost", originHost);
    }

    /** Adds to {@code staticField}: with GELF, one field that every event gets, like {@code app:shop}. */
    public void addStaticField(String staticField) {
        add("staticField", staticField.replace(",", "\\,")); // of one element only
    }
}
