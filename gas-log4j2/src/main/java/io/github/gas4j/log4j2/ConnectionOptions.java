// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasConfigBuilder;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.jspecify.annotations.Nullable;

/**
 * The options of connections, as text from a configuration. The core reads and checks them.
 *
 * <p>Not thread-safe.
 *
 * @param <B> the builder itself
 */
abstract class ConnectionOptions<B extends ConnectionOptions<B>> extends AbstractAppender.Builder<B> {

    @PluginBuilderAttribute
    private @Nullable String destination;

    @PluginBuilderAttribute
    private @Nullable String host;

    @PluginBuilderAttribute
    private @Nullable String port;

    @PluginBuilderAttribute
    private @Nullable String remoteHost;

    @PluginBuilderAttribute
    private @Nullable String strategy;

    @PluginBuilderAttribute
    private @Nullable String failback;

    @PluginBuilderAttribute
    private @Nullable String connectTimeout;

    @PluginBuilderAttribute
    private @Nullable String dnsFallback;

    @PluginBuilderAttribute
    private @Nullable String writeTimeout;

    @PluginBuilderAttribute
    private @Nullable String sendBufferSize;

    @PluginBuilderAttribute
    private @Nullable String localAddress;

    @PluginBuilderAttribute
    private @Nullable String heartbeat;

    @PluginBuilderAttribute
    private @Nullable String heartbeatInterval;

    @PluginBuilderAttribute
    private @Nullable String maxConnectionAge;

    @PluginBuilderAttribute
    private @Nullable String tls;

    @PluginBuilderAttribute
    private @Nullable String tlsTrustedCertificates;

    @PluginBuilderAttribute
    private @Nullable String tlsCertificate;

    @PluginBuilderAttribute
    private @Nullable String tlsPrivateKey;

    @PluginBuilderAttribute(sensitive = true)
    private @Nullable String tlsPrivateKeyPassword;

    @PluginBuilderAttribute
    private @Nullable String tlsVerifyHostname;

    @PluginBuilderAttribute
    private @Nullable String tlsProtocols;

    @PluginBuilderAttribute
    private @Nullable String tlsCiphers;

    /** Sets {@code destination}: the collector's {@code host:port}, or several with commas between them; required without {@code host} and {@code port}. */
    public B setDestination(@Nullable String destination) {
        this.destination = destination;
        return asBuilder();
    }

    /** Sets {@code host}: the host of the destination, together with {@code port}. */
    public B setHost(@Nullable String host) {
        this.host = host;
        return asBuilder();
    }

    /** Sets {@code port}: the port of the destination, together with {@code host}. */
    public B setPort(@Nullable String port) {
        this.port = port;
        return asBuilder();
    }

    /** Sets {@code remoteHost}: another name of the option {@code host}. */
    public B setRemoteHost(@Nullable String remoteHost) {
        this.remoteHost = remoteHost;
        return asBuilder();
    }

    /** Sets {@code strategy}: the order in which an attempt tries several destinations. */
    public B setStrategy(@Nullable String strategy) {
        this.strategy = strategy;
        return asBuilder();
    }

    /** Sets {@code failback}: how often an earlier destination is tried again, to return to it. */
    public B setFailback(@Nullable String failback) {
        this.failback = failback;
        return asBuilder();
    }

    /** Sets {@code connectTimeout}: the limit for a connect to one address, and for the wait for a name lookup. */
    public B setConnectTimeout(@Nullable String connectTimeout) {
        this.connectTimeout = connectTimeout;
        return asBuilder();
    }

    /** Sets {@code dnsFallback}: whether a name whose addresses do not help is asked for past the JVM's cache. */
    public B setDnsFallback(@Nullable String dnsFallback) {
        this.dnsFallback = dnsFallback;
        return asBuilder();
    }

    /** Sets {@code writeTimeout}: how long the socket may accept no byte before the connection is replaced. */
    public B setWriteTimeout(@Nullable String writeTimeout) {
        this.writeTimeout = writeTimeout;
        return asBuilder();
    }

    /** Sets {@code sendBufferSize}: the size of the socket's send buffer. */
    public B setSendBufferSize(@Nullable String sendBufferSize) {
        this.sendBufferSize = sendBufferSize;
        return asBuilder();
    }

    /** Sets {@code localAddress}: the local address of the connections. */
    public B setLocalAddress(@Nullable String localAddress) {
        this.localAddress = localAddress;
        return asBuilder();
    }

    /** Sets {@code heartbeat}: what a heartbeat says, written as an event is. */
    public B setHeartbeat(@Nullable String heartbeat) {
        this.heartbeat = heartbeat;
        return asBuilder();
    }

    /** Sets {@code heartbeatInterval}: for how long nothing was written before a heartbeat is written. */
    public B setHeartbeatInterval(@Nullable String heartbeatInterval) {
        this.heartbeatInterval = heartbeatInterval;
        return asBuilder();
    }

    /** Sets {@code maxConnectionAge}: the age at which a connection is replaced. */
    public B setMaxConnectionAge(@Nullable String maxConnectionAge) {
        this.maxConnectionAge = maxConnectionAge;
        return asBuilder();
    }

    /** Sets {@code tls}: whether the connection is encrypted. */
    public B setTls(@Nullable String tls) {
        this.tls = tls;
        return asBuilder();
    }

    /** Sets {@code tlsTrustedCertificates}: a PEM file of certificates to trust. */
    public B setTlsTrustedCertificates(@Nullable String tlsTrustedCertificates) {
        this.tlsTrustedCertificates = tlsTrustedCertificates;
        return asBuilder();
    }

    /** Sets {@code tlsCertificate}: a PEM file of the client's certificate. */
    public B setTlsCertificate(@Nullable String tlsCertificate) {
        this.tlsCertificate = tlsCertificate;
        return asBuilder();
    }

    /** Sets {@code tlsPrivateKey}: a PEM file of the client's private key. */
    public B setTlsPrivateKey(@Nullable String tlsPrivateKey) {
        this.tlsPrivateKey = tlsPrivateKey;
        return asBuilder();
    }

    /** Sets {@code tlsPrivateKeyPassword}: the password of an encrypted private key. */
    public B setTlsPrivateKeyPassword(@Nullable String tlsPrivateKeyPassword) {
        this.tlsPrivateKeyPassword = tlsPrivateKeyPassword;
        return asBuilder();
    }

    /** Sets {@code tlsVerifyHostname}: whether the collector's certificate must name the host of the destination. */
    public B setTlsVerifyHostname(@Nullable String tlsVerifyHostname) {
        this.tlsVerifyHostname = tlsVerifyHostname;
        return asBuilder();
    }

    /** Sets {@code tlsProtocols}: the versions of TLS that may be used, like {@code TLSv1.3, TLSv1.2}. */
    public B setTlsProtocols(@Nullable String tlsProtocols) {
        this.tlsProtocols = tlsProtocols;
        return asBuilder();
    }

    /** Sets {@code tlsCiphers}: the cipher suites that may be used. */
    public B setTlsCiphers(@Nullable String tlsCiphers) {
        this.tlsCiphers = tlsCiphers;
        return asBuilder();
    }

    /** Returns the destination as it is written; empty if nothing is. For people, when the options are not valid. */
    String writtenDestination() {
        if (destination != null) {
            return destination;
        }
        String written = host == null ? remoteHost : host;
        return written == null ? "" : port == null ? written : written + ":" + port;
    }

    /** Copies the options that are set into {@code config}. */
    void copyTo(GasConfigBuilder config) {
        copy("destination", destination, config);
        copy("host", host, config);
        copy("port", port, config);
        copy("remoteHost", remoteHost, config);
        copy("strategy", strategy, config);
        copy("failback", failback, config);
        copy("connectTimeout", connectTimeout, config);
        copy("dnsFallback", dnsFallback, config);
        copy("writeTimeout", writeTimeout, config);
        copy("sendBufferSize", sendBufferSize, config);
        copy("localAddress", localAddress, config);
        copy("heartbeat", heartbeat, config);
        copy("heartbeatInterval", heartbeatInterval, config);
        copy("maxConnectionAge", maxConnectionAge, config);
        copy("tls", tls, config);
        copy("tlsTrustedCertificates", tlsTrustedCertificates, config);
        copy("tlsCertificate", tlsCertificate, config);
        copy("tlsPrivateKey", tlsPrivateKey, config);
        copy("tlsPrivateKeyPassword", tlsPrivateKeyPassword, config);
        copy("tlsVerifyHostname", tlsVerifyHostname, config);
        copy("tlsProtocols", tlsProtocols, config);
        copy("tlsCiphers", tlsCiphers, config);
    }

    static void copy(String name, @Nullable String value, GasConfigBuilder config) {
        if (value != null) {
            config.option(name, value);
        }
    }
}
