// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.migration;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of other appenders that people paste into a configuration, and what is valid instead: logstash-logback-encoder,
 * logback-gelf, and the socket and syslog appenders of Logback and Log4j2. {@code docs/migration.md} has the same table, with
 * what changes. Frameworks differ in whether case matters in a name; here it does not.
 *
 * <p>Thread-safe: nothing changes after the class is loaded.
 */
public final class ForeignOptions {
    private static final Map<String, String> INSTEAD = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        put("host", "graylogHost", "syslogHost");
        put("port", "graylogPort");
        put("strategy", "connectionStrategy");
        put("failback", "secondaryConnectionTTL");
        put("maxConnectionAge", "reconnectInterval");
        put("heartbeatInterval", "keepAliveDuration");
        put("heartbeat", "keepAliveMessage", "keepAliveCharset");
        put("connectTimeout", "connectionTimeout", "connectTimeoutMillis");
        put("connectTimeout, writeTimeout", "socketTimeout");
        put("retryInterval, maxRetryInterval", "reconnectionDelay", "reconnectionDelayMillis", "retryDelay");
        put("retryInterval, maxRetryInterval", "reconnectDelay", "reconnectDelayMillis", "delayMillis");
        put("bufferSize", "queueSize", "ringBufferSize");
        put("overflow, blockTimeout", "appendTimeout", "eventDelayLimit", "immediateFail");
        put("maxEventSize", "maxMessageSize");
        put("framing", "newLine");
        put("escapeNewlines", "newLineEscape");
        put("sendBufferSize, localAddress, tls", "socketFactory");
        put("tlsTrustedCertificates", "insecure");
        put("tls=true for SSL, and nothing for TCP", "protocol");
        put("shutdownTimeout", "shutdownGracePeriod");
        put("jmx", "listener");

        put("an encoder in Logback, an element like PatternLayout in Log4j2", "layout");
        String inside = "only in the layout or encoder";
        put(inside, "charset", "suffixPattern", "stackTracePattern", "throwableExcluded", "exceptionPattern");
        put(inside, "facility", "appName", "id", "messageId", "enterpriseNumber", "eventPrefix", "format");
        put(inside, "includeMdc", "mdcId", "mdcPrefix", "mdcIncludes", "mdcExcludes", "mdcRequired");

        put("leave it out, because GAS sends at once", "immediateFlush", "bufferedIo", "writeBufferSize");
        put("leave it out, because what a new connection loses is sent again", "initialSendDelay");
        put("leave it out, because a client has one connection", "poolSize", "poolMaxWaitTime", "poolMaxIdleTime");
        put("leave it out, because GAS makes and names its thread", "threadFactory", "threadNameFormat", "daemon");
        String buffer = "leave it out, because the buffer needs no such choice";
        put(buffer, "producerType", "waitStrategy", "waitStrategyType", "appendRetryFrequency");
        put("leave it out, because the encoder or layout asks for what it needs", "includeCallerData");
        String warns = "leave it out, because GAS warns by itself, where nobody listens on standard error";
        put(warns, "addDefaultStatusListener", "droppedWarnFrequency");
        put(
                "leave it out, because nothing is compressed or cut",
                "compressionMethod",
                "maxChunkSize",
                "messageIdSupplier");
        put("leave it out, because GAS announces nothing", "advertise");
    }

    private ForeignOptions() {}

    private static void put(String instead, String... names) {
        for (String name : names) {
            INSTEAD.put(name, instead);
        }
    }

    /**
     * Returns what is valid instead of an option: the names of options with commas between them, or words.
     *
     * @return null if no other appender is known to have the option
     */
    public static @Nullable String instead(String name) {
        return INSTEAD.get(name);
    }

    /** Returns whether another appender has an option of this name. */
    public static boolean contains(String name) {
        return INSTEAD.containsKey(name);
    }

    /** Returns all names, as the other appenders spell them. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(INSTEAD.keySet());
    }
}
