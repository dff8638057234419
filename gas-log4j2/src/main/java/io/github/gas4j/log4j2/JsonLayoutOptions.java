// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@link GasJsonLayout}, as text from a configuration. The core reads and checks them.
 *
 * <p>Not thread-safe.
 *
 * @param <B> the builder itself
 */
abstract class JsonLayoutOptions<B extends JsonLayoutOptions<B>> {

    @PluginBuilderAttribute
    private @Nullable String format;

    @PluginBuilderAttribute
    private @Nullable String includeMdc;

    @PluginBuilderAttribute
    private @Nullable String includeMdcKeyName;

    @PluginBuilderAttribute
    private @Nullable String excludeMdcKeyName;

    @PluginBuilderAttribute
    private @Nullable String includeKeyValuePairs;

    @PluginBuilderAttribute
    private @Nullable String includeMarkers;

    @PluginBuilderAttribute
    private @Nullable String includeContext;

    @PluginBuilderAttribute
    private @Nullable String includeCallerData;

    @PluginBuilderAttribute
    private @Nullable String customFields;

    @PluginBuilderAttribute
    private @Nullable String fieldName;

    @PluginBuilderAttribute
    private @Nullable String timestampPattern;

    @PluginBuilderAttribute
    private @Nullable String timeZone;

    @PluginBuilderAttribute
    private @Nullable String shortenedLoggerNameLength;

    @PluginBuilderAttribute
    private @Nullable String maxDepthPerThrowable;

    @PluginBuilderAttribute
    private @Nullable String rootCauseFirst;

    @PluginBuilderAttribute
    private @Nullable String maxLength;

    @PluginBuilderAttribute
    private @Nullable String eventId;

    @PluginBuilderAttribute
    private @Nullable String serviceName;

    @PluginBuilderAttribute
    private @Nullable String serviceVersion;

    @PluginBuilderAttribute
    private @Nullable String serviceEnvironment;

    @PluginBuilderAttribute
    private @Nullable String eventDataset;

    @PluginBuilderAttribute
    private @Nullable String originHost;

    @PluginBuilderAttribute
    private @Nullable String staticField;

    /** Sets {@code format}: the fields' names and order; {@code LOGSTASH}, {@code ECS} or {@code GELF}. */
    public B setFormat(@Nullable String format) {
        this.format = format;
        return asBuilder();
    }

    /** Sets {@code includeMdc}: whether the thread context is written. */
    public B setIncludeMdc(@Nullable String includeMdc) {
        this.includeMdc = includeMdc;
        return asBuilder();
    }

    /** Sets {@code includeMdcKeyName}: the keys of the thread context that are written, separated by commas; the others are not. */
    public B setIncludeMdcKeyName(@Nullable String includeMdcKeyName) {
        this.includeMdcKeyName = includeMdcKeyName;
        return asBuilder();
    }

    /** Sets {@code excludeMdcKeyName}: the keys of the thread context that are not written, separated by commas. */
    public B setExcludeMdcKeyName(@Nullable String excludeMdcKeyName) {
        this.excludeMdcKeyName = excludeMdcKeyName;
        return asBuilder();
    }

    /** Sets {@code includeKeyValuePairs}: whether the entries of a {@code MapMessage} are written as fields. */
    public B setIncludeKeyValuePairs(@Nullable String includeKeyValuePairs) {
        this.includeKeyValuePairs = includeKeyValuePairs;
        return asBuilder();
    }

    /** Sets {@code includeMarkers}: whether the names of markers and the thread context's stack are written. */
    public B setIncludeMarkers(@Nullable String includeMarkers) {
        this.includeMarkers = includeMarkers;
        return asBuilder();
    }

    /** Sets {@code includeContext}: whether {@code contextName} and {@code hostName} of Log4j's context are written. */
    public B setIncludeContext(@Nullable String includeContext) {
        this.includeContext = includeContext;
        return asBuilder();
    }

    /** Sets {@code includeCallerData}: whether class, method, file and line of the logging call are written, which is slow. */
    public B setIncludeCallerData(@Nullable String includeCallerData) {
        this.includeCallerData = includeCallerData;
        return asBuilder();
    }

    /** Sets {@code customFields}: fields that are written with each event, as a JSON object. */
    public B setCustomFields(@Nullable String customFields) {
        this.customFields = customFields;
        return asBuilder();
    }

    /** Sets {@code fieldName}: other names of fields, like {@code message=msg}, separated by commas. */
    public B setFieldName(@Nullable String fieldName) {
        this.fieldName = fieldName;
        return asBuilder();
    }

    /** Sets {@code timestampPattern}: the pattern of the time. */
    public B setTimestampPattern(@Nullable String timestampPattern) {
        this.timestampPattern = timestampPattern;
        return asBuilder();
    }

    /** Sets {@code timeZone}: the time zone of the time. */
    public B setTimeZone(@Nullable String timeZone) {
        this.timeZone = timeZone;
        return asBuilder();
    }

    /** Sets {@code shortenedLoggerNameLength}: the length to which names of loggers are shortened. */
    public B setShortenedLoggerNameLength(@Nullable String shortenedLoggerNameLength) {
        this.shortenedLoggerNameLength = shortenedLoggerNameLength;
        return asBuilder();
    }

    /** Sets {@code maxDepthPerThrowable}: how many frames of each throwable are written. */
    public B setMaxDepthPerThrowable(@Nullable String maxDepthPerThrowable) {
        this.maxDepthPerThrowable = maxDepthPerThrowable;
        return asBuilder();
    }

    /** Sets {@code rootCauseFirst}: whether the innermost cause of a throwable comes first. */
    public B setRootCauseFirst(@Nullable String rootCauseFirst) {
        this.rootCauseFirst = rootCauseFirst;
        return asBuilder();
    }

    /** Sets {@code maxLength}: the length in bytes above which an event's texts are cut. */
    public B setMaxLength(@Nullable String maxLength) {
        this.maxLength = maxLength;
        return asBuilder();
    }

    /** Sets {@code eventId}: whether each event gets an id. */
    public B setEventId(@Nullable String eventId) {
        this.eventId = eventId;
        return asBuilder();
    }

    /** Sets {@code serviceName}: with {@code ECS}, the value of {@code service.name}. */
    public B setServiceName(@Nullable String serviceName) {
        this.serviceName = serviceName;
        return asBuilder();
    }

    /** Sets {@code serviceVersion}: with {@code ECS}, the value of {@code service.version}. */
    public B setServiceVersion(@Nullable String serviceVersion) {
        this.serviceVersion = serviceVersion;
        return asBuilder();
    }

    /** Sets {@code serviceEnvironment}: with {@code ECS}, the value of {@code service.environment}. */
    public B setServiceEnvironment(@Nullable String serviceEnvironment) {
        this.serviceEnvironment = serviceEnvironment;
        return asBuilder();
    }

    /** Sets {@code eventDataset}: with {@code ECS}, the value of {@code event.dataset}. */
    public B setEventDataset(@Nullable String eventDataset) {
        this.eventDataset = eventDataset;
        return asBuilder();
    }

    /** Sets {@code originHost}: with {@code GELF}, the value of {@code host}. */
    public B setOriginHost(@Nullable String originHost) {
        this.originHost = originHost;
        return asBuilder();
    }

    /** Sets {@code staticField}: with {@code GELF}, fields that are written with each event, like {@code region=eu}, separated by commas. */
    public B setStaticField(@Nullable String staticField) {
        this.staticField = staticField;
        return asBuilder();
    }

    @SuppressWarnings("unchecked") // B is the type of this object
    final B asBuilder() {
        return (B) this;
    }

    /** Returns the options that are set, by their names, and those whose default differs from the core's. */
    Map<String, String> written() {
        Map<String, String> written = new LinkedHashMap<>();
        put("format", format, written);
        put("includeMdc", includeMdc, written);
        put("includeMdcKeyName", includeMdcKeyName, written);
        put("excludeMdcKeyName", excludeMdcKeyName, written);
        put("includeKeyValuePairs", includeKeyValuePairs, written);
        put("includeMarkers", includeMarkers, written);
        // the name of Log4j's context says nothing to people, unlike Logback's properties
        put("includeContext", includeContext == null ? "false" : includeContext, written);
        put("includeCallerData", includeCallerData, written);
        put("customFields", customFields, written);
        put("fieldName", fieldName, written);
        put("timestampPattern", timestampPattern, written);
        put("timeZone", timeZone, written);
        put("shortenedLoggerNameLength", shortenedLoggerNameLength, written);
        put("maxDepthPerThrowable", maxDepthPerThrowable, written);
        put("rootCauseFirst", rootCauseFirst, written);
        put("maxLength", maxLength, written);
        put("eventId", eventId, written);
        put("serviceName", serviceName, written);
        put("serviceVersion", serviceVersion, written);
        put("serviceEnvironment", serviceEnvironment, written);
        put("eventDataset", eventDataset, written);
        put("originHost", originHost, written);
        put("staticField", staticField, written);
        return written;
    }

    private static void put(String name, @Nullable String value, Map<String, String> written) {
        if (value != null) {
            written.put(name, value);
        }
    }
}
