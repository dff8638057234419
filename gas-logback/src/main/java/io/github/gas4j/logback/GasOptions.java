// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.net.ssl.SSLConfiguration;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.logback.internal.ssl.SslSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link GasAppender}, one setter for each element of its configuration. {@code docs/configuration.md}
 * explains the options, their defaults and their ranges.
 *
 * <p>Every setter keeps the text as it is. Logback would read {@code 5s} as five milliseconds, reject {@code 8MiB}, and
 * replace a value that it cannot convert by the default, with only a warning. The values are read when the appender
 * starts, and all problems are reported together. The class is public because Logback does not see the setters that a
 * public class inherits from a class that is not public.
 *
 * <p>Not thread-safe: options are set before the start.
 */
public abstract sealed class GasOptions extends EventTaker<ILoggingEvent> permits GasAppender {
    private static final String VERIFY_HOSTNAME = "tlsVerifyHostname";

    private final Map<String, String> options = new TreeMap<>();
    private @Nullable SSLConfiguration ssl;
    private String compiledPattern = "true";

    GasOptions() {}

    /** Returns a builder with all options that have been set, and adds the problems of those that only Logback has. */
    final GasConfigBuilder configuration(List<String> problems) {
        GasConfigBuilder builder = GasConfig.builder();
        options.forEach(builder::option);
        SSLConfiguration described = ssl;
        if (described != null) {
            SslSource source = new SslSource(described, getContext());
            problems.addAll(source.problems());
            if (source.skipsHostname()) {
                builder.option(VERIFY_HOSTNAME, options.getOrDefault(VERIFY_HOSTNAME, "false"));
            }
            builder.tls(source);
        }
        if (!compilesPattern() && !compiledPattern.strip().equalsIgnoreCase("false")) {
            problems.add("option compiledPattern: '" + compiledPattern + "' is not valid; valid: true or false");
        }
        return builder;
    }

    /** Returns whether the encoder's pattern is to be compiled. */
    final boolean compilesPattern() {
        return compiledPattern.strip().equalsIgnoreCase("true");
    }

    /** Returns the destination as it was set, valid or not; empty if it is missing. */
    final String destinationAsSet() {
        String port = options.getOrDefault("port", "");
        String host = options.getOrDefault("host", options.getOrDefault("remoteHost", ""));
        return options.getOrDefault("destination", port.isEmpty() ? host : host + ":" + port);
    }

    /** Adds a {@code destination}: a collector's {@code host:port}, or several with commas between them. */
    public final void addDestination(String text) {
        options.merge("destination", text, (earlier, later) -> earlier + "," + later);
    }

    /**
     * Sets {@code ssl}: the element of Logback's own socket appenders, which encrypts the connection. Without
     * {@code protocol}, TLS 1.3 is possible too. A store that is described must exist.
     */
    public final void setSsl(SSLConfiguration configuration) {
        ssl = configuration;
    }

    /** Sets {@code host}: the host of the destination, together with {@code port}. */
    public final void setHost(String text) {
        options.put("host", text);
    }

    /** Sets {@code remoteHost}: another name of the option {@code host}. */
    public final void setRemoteHost(String text) {
        options.put("remoteHost", text);
    }

    /** Sets {@code port}: the port of the destination, together with {@code host}. */
    public final void setPort(String text) {
        options.put("port", text);
    }

    /** Sets {@code strategy}: the order in which an attempt tries several destinations. */
    public final void setStrategy(String text) {
        options.put("strategy", text);
    }

    /** Sets {@code failback}: how often an earlier destination is tried again, to return to it. */
    public final void setFailback(String text) {
        options.put("failback", text);
    }

    /** Sets {@code bufferSize}: the size of the buffer, like {@code 8MiB}. */
    public final void setBufferSize(String text) {
        options.put("bufferSize", text);
    }

    /** Sets {@code overflow}: what happens while the buffer is full. */
    public final void setOverflow(String text) {
        options.put("overflow", text);
    }

    /** Sets {@code blockTimeout}: how long a caller waits for room when {@code overflow} is {@code BLOCK}. */
    public final void setBlockTimeout(String text) {
        options.put("blockTimeout", text);
    }

    /** Sets {@code shedLevel}: events at or below this level are dropped while {@code shedThreshold} is exceeded. */
    public final void setShedLevel(String text) {
        options.put("shedLevel", text);
    }

    /** Sets {@code shedThreshold}: how full the buffer is when {@code shedLevel} takes effect. */
    public final void setShedThreshold(String text) {
        options.put("shedThreshold", text);
    }

    /** Sets {@code maxRetries}: the number of failed retries after which an event expires. */
    public final void setMaxRetries(String text) {
        options.put("maxRetries", text);
    }

    /** Sets {@code retryInterval}: the upper bound of the random wait before a retry when an outage begins. */
    public final void setRetryInterval(String text) {
        options.put("retryInterval", text);
    }

    /** Sets {@code maxRetryInterval}: the upper bound of the random wait before a retry in a long outage. */
    public final void setMaxRetryInterval(String text) {
        options.put("maxRetryInterval", text);
    }

    /** Sets {@code deliveryTimeout}: the age at which an event expires that was never written completely. */
    public final void setDeliveryTimeout(String text) {
        options.put("deliveryTimeout", text);
    }

    /** Sets {@code connectTimeout}: the limit for a connect to one address, and for the wait for a name lookup. */
    public final void setConnectTimeout(String text) {
        options.put("connectTimeout", text);
    }

    /** Sets {@code dnsFallback}: whether a name whose addresses do not help is asked for past the JVM's cache. */
    public final void setDnsFallback(String text) {
        options.put("dnsFallback", text);
    }

    /** Sets {@code writeTimeout}: how long the socket may accept no byte before the connection is replaced. */
    public final void setWriteTimeout(String text) {
        options.put("writeTimeout", text);
    }

    /** Sets {@code delivery}: when a written event is released; {@code NONE}, {@code REPLAY} or {@code CONFIRMED}. */
    public final void setDelivery(String text) {
        options.put("delivery", text);
    }

    /** Sets {@code replayWindow}: how many written bytes are kept to be written again. */
    public final void setReplayWindow(String text) {
        options.put("replayWindow", text);
    }

    /** Sets {@code replayMaxAge}: the age at which an acknowledged event is no longer kept to be written again. */
    public final void setReplayMaxAge(String text) {
        options.put("replayMaxAge", text);
    }

    /** Sets {@code confirmInterval}: how often the collector has to prove what it has read. */
    public final void setConfirmInterval(String text) {
        options.put("confirmInterval", text);
    }

    /** Sets {@code sendBufferSize}: the size of the socket's send buffer. */
    public final void setSendBufferSize(String text) {
        options.put("sendBufferSize", text);
    }

    /** Sets {@code framing}: how events are separated on the wire. */
    public final void setFraming(String text) {
        options.put("framing", text);
    }

    /** Sets {@code escapeNewlines}: whether a newline inside an event is written as the two characters {@code \n}. */
    public final void setEscapeNewlines(String text) {
        options.put("escapeNewlines", text);
    }

    /** Sets {@code compiledPattern}: whether the pattern of Logback's own encoder is compiled to bytes. */
    public final void setCompiledPattern(String text) {
        compiledPattern = text;
    }

    /** Sets {@code maxEventSize}: the size above which an event is dropped. */
    public final void setMaxEventSize(String text) {
        options.put("maxEventSize", text);
    }

    /** Sets {@code heartbeat}: what a heartbeat says, written as an event is. */
    public final void setHeartbeat(String text) {
        options.put("heartbeat", text);
    }

    /** Sets {@code heartbeatInterval}: for how long nothing was written before a heartbeat is written. */
    public final void setHeartbeatInterval(String text) {
        options.put("heartbeatInterval", text);
    }

    /** Sets {@code maxConnectionAge}: the age at which a connection is replaced. */
    public final void setMaxConnectionAge(String text) {
        options.put("maxConnectionAge", text);
    }

    /** Sets {@code localAddress}: the local address of the connections. */
    public final void setLocalAddress(String text) {
        options.put("localAddress", text);
    }

    /** Sets {@code rateLimit}: how many events are taken at most. */
    public final void setRateLimit(String text) {
        options.put("rateLimit", text);
    }

    /** Sets {@code rateBurst}: with {@code rateLimit}, how many events are taken at once after a pause. */
    public final void setRateBurst(String text) {
        options.put("rateBurst", text);
    }

    /** Sets {@code reportDrops}: whether an event in the stream itself tells of drops. */
    public final void setReportDrops(String text) {
        options.put("reportDrops", text);
    }

    /** Sets {@code deadLetterFile}: the file that keeps the bytes of events that are dropped out of the buffer. */
    public final void setDeadLetterFile(String text) {
        options.put("deadLetterFile", text);
    }

    /** Sets {@code deadLetterMaxSize}: how large {@code deadLetterFile} gets, older file included. */
    public final void setDeadLetterMaxSize(String text) {
        options.put("deadLetterMaxSize", text);
    }

    /** Sets {@code deadLetterReplay}: whether what is in {@code deadLetterFile} is sent once a collector has been up for a minute. */
    public final void setDeadLetterReplay(String text) {
        options.put("deadLetterReplay", text);
    }

    /** Sets {@code client}: the name of a client that several appenders share. */
    public final void setClient(String text) {
        options.put("client", text);
    }

    /** Sets {@code jmx}: whether the client registers its MXBean. */
    public final void setJmx(String text) {
        options.put("jmx", text);
    }

    /** Sets {@code shutdownTimeout}: the time limit for stopping, and for the flush at JVM exit. */
    public final void setShutdownTimeout(String text) {
        options.put("shutdownTimeout", text);
    }

    /** Sets {@code shutdownHook}: whether the buffer is flushed at JVM exit. */
    public final void setShutdownHook(String text) {
        options.put("shutdownHook", text);
    }

    /** Sets {@code tls}: whether the connection is encrypted. */
    public final void setTls(String text) {
        options.put("tls", text);
    }

    /** Sets {@code tlsTrustedCertificates}: a PEM file of certificates to trust. */
    public final void setTlsTrustedCertificates(String text) {
        options.put("tlsTrustedCertificates", text);
    }

    /** Sets {@code tlsCertificate}: a PEM file of the client's certificate. */
    public final void setTlsCertificate(String text) {
        options.put("tlsCertificate", text);
    }

    /** Sets {@code tlsPrivateKey}: a PEM file of the client's private key. */
    public final void setTlsPrivateKey(String text) {
        options.put("tlsPrivateKey", text);
    }

    /** Sets {@code tlsPrivateKeyPassword}: the password of an encrypted private key. */
    public final void setTlsPrivateKeyPassword(String text) {
        options.put("tlsPrivateKeyPassword", text);
    }

    /** Sets {@code tlsVerifyHostname}: whether the collector's certificate must name the host of the destination. */
    public final void setTlsVerifyHostname(String text) {
        options.put(VERIFY_HOSTNAME, text);
    }

    /** Sets {@code tlsProtocols}: the versions of TLS that may be used, like {@code TLSv1.3, TLSv1.2}. */
    public final void setTlsProtocols(String text) {
        options.put("tlsProtocols", text);
    }

    /** Sets {@code tlsCiphers}: the cipher suites that may be used. */
    public final void setTlsCiphers(String text) {
        options.put("tlsCiphers", text);
    }
}
