// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.net.ssl.SSLConfiguration;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options of a {@link GasAppender}, one setter for each element that a configuration file may have in it. What the
 * options mean, their defaults and their ranges are explained in {@code docs/configuration.md}.
 *
 * <p>Every setter takes text and keeps it as it is: Logback would read {@code 5s} as five milliseconds, reject
 * {@code 8MiB}, and turn a value that it cannot convert into a warning and the default. The values are read when the
 * appender starts, all problems at once. The class is public because Logback does not see the setters that a public
 * class inherits from one that is not.
 *
 * <p>Not thread-safe: options are set before the start.
 */
public abstract sealed class GasOptions extends EventTaker<ILoggingEvent> permits GasAppender {
    private final Map<String, String> options = new TreeMap<>();
    private boolean ssl;

    GasOptions() {}

    /** Returns a builder with all options that have been set. */
    final GasConfigBuilder configuration() {
        GasConfigBuilder builder = GasConfig.builder();
        options.forEach(builder::option);
        return builder;
    }

    /** Returns what is wrong with options that only Logback has. */
    final List<String> ownProblems() {
        List<String> problems = new ArrayList<>();
        if (ssl) {
            problems.add(
                    "option ssl: '<ssl>' is refused, because this version does not have TLS yet; valid: leave it out");
        }
        return problems;
    }

    /** Adds a {@code destination}: where events are sent to, as {@code host:port}. */
    public final void addDestination(String text) {
        options.merge("destination", text, (earlier, later) -> earlier + "," + later);
    }

    /** Sets {@code ssl}: the element of Logback's own socket appenders; refused, as it is not supported yet. */
    public final void setSsl(SSLConfiguration configuration) {
        ssl = true;
    }

    /** Sets {@code host}: the host of the destination, together with {@code port}. */
    public final void setHost(String text) {
        options.put("host", text);
    }

    /** Sets {@code remoteHost}: another name of {@code host}. */
    public final void setRemoteHost(String text) {
        options.put("remoteHost", text);
    }

    /** Sets {@code port}: the port of the destination, together with {@code host}. */
    public final void setPort(String text) {
        options.put("port", text);
    }

    /** Sets {@code strategy}: the order in which destinations are tried. */
    public final void setStrategy(String text) {
        options.put("strategy", text);
    }

    /** Sets {@code failback}: when to return to an earlier destination. */
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

    /** Sets {@code blockTimeout}: for how long a caller waits for room under {@code BLOCK}. */
    public final void setBlockTimeout(String text) {
        options.put("blockTimeout", text);
    }

    /** Sets {@code shedLevel}: events at or below this level are dropped while the buffer fills up. */
    public final void setShedLevel(String text) {
        options.put("shedLevel", text);
    }

    /** Sets {@code shedThreshold}: how full the buffer is when {@code shedLevel} takes effect. */
    public final void setShedThreshold(String text) {
        options.put("shedThreshold", text);
    }

    /** Sets {@code maxRetries}: failed retries after which an event expires. */
    public final void setMaxRetries(String text) {
        options.put("maxRetries", text);
    }

    /** Sets {@code retryInterval}: the least bound of the wait between attempts. */
    public final void setRetryInterval(String text) {
        options.put("retryInterval", text);
    }

    /** Sets {@code maxRetryInterval}: the greatest bound of the wait between attempts. */
    public final void setMaxRetryInterval(String text) {
        options.put("maxRetryInterval", text);
    }

    /** Sets {@code deliveryTimeout}: the age at which an event expires that was never written whole. */
    public final void setDeliveryTimeout(String text) {
        options.put("deliveryTimeout", text);
    }

    /** Sets {@code connectTimeout}: bound on connecting to one address, and on the wait for a name lookup. */
    public final void setConnectTimeout(String text) {
        options.put("connectTimeout", text);
    }

    /** Sets {@code writeTimeout}: for how long a socket may take no byte before the connection is replaced. */
    public final void setWriteTimeout(String text) {
        options.put("writeTimeout", text);
    }

    /** Sets {@code delivery}: when a written event is released. */
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

    /** Sets {@code framing}: how events are told apart on the wire. */
    public final void setFraming(String text) {
        options.put("framing", text);
    }

    /** Sets {@code escapeNewlines}: whether a newline inside an event is written as the two characters {@code \n}. */
    public final void setEscapeNewlines(String text) {
        options.put("escapeNewlines", text);
    }

    /** Sets {@code maxEventSize}: the size above which an event is dropped. */
    public final void setMaxEventSize(String text) {
        options.put("maxEventSize", text);
    }

    /** Sets {@code heartbeat}: what is written on an idle connection. */
    public final void setHeartbeat(String text) {
        options.put("heartbeat", text);
    }

    /** Sets {@code heartbeatInterval}: how long a connection is idle before a heartbeat. */
    public final void setHeartbeatInterval(String text) {
        options.put("heartbeatInterval", text);
    }

    /** Sets {@code maxConnectionAge}: the age at which a connection is replaced. */
    public final void setMaxConnectionAge(String text) {
        options.put("maxConnectionAge", text);
    }

    /** Sets {@code localAddress}: the address that connections come from. */
    public final void setLocalAddress(String text) {
        options.put("localAddress", text);
    }

    /** Sets {@code reportDrops}: whether drops are reported in the stream itself. */
    public final void setReportDrops(String text) {
        options.put("reportDrops", text);
    }

    /** Sets {@code jmx}: whether the client registers its MXBean. */
    public final void setJmx(String text) {
        options.put("jmx", text);
    }

    /** Sets {@code shutdownTimeout}: bound on stopping, and on the flush at JVM exit. */
    public final void setShutdownTimeout(String text) {
        options.put("shutdownTimeout", text);
    }

    /** Sets {@code shutdownHook}: whether the buffer is flushed at JVM exit. */
    public final void setShutdownHook(String text) {
        options.put("shutdownHook", text);
    }

    /** Sets {@code tls}: whether connections are encrypted. */
    public final void setTls(String text) {
        options.put("tls", text);
    }

    /** Sets {@code tlsTrustedCertificates}: PEM file of the certificates that are trusted. */
    public final void setTlsTrustedCertificates(String text) {
        options.put("tlsTrustedCertificates", text);
    }

    /** Sets {@code tlsCertificate}: PEM file of this client's certificate. */
    public final void setTlsCertificate(String text) {
        options.put("tlsCertificate", text);
    }

    /** Sets {@code tlsPrivateKey}: PEM file of this client's private key. */
    public final void setTlsPrivateKey(String text) {
        options.put("tlsPrivateKey", text);
    }
}
