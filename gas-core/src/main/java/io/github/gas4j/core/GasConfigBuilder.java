// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.config.Supplied;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the options of a {@link GasConfig} as text. Nothing is checked before {@link #build()}, which reports all
 * problems at once.
 *
 * <p>Not thread-safe.
 */
public final class GasConfigBuilder {
    private final Map<String, String> options = new TreeMap<>();
    private byte[] header = new byte[0];
    private byte[] footer = new byte[0];
    private @Nullable TlsSource tls;

    GasConfigBuilder() {}

    /**
     * Sets an option, written as in a configuration file. {@link GasConfig#options()} lists all options.
     *
     * @param name the option's name, like {@code bufferSize}
     * @param value its text, like {@code 8MiB}
     * @return this
     */
    public GasConfigBuilder option(String name, String value) {
        options.put(name, value);
        return this;
    }

    /**
     * Sets the bytes that are written, framed, at the start of each connection.
     *
     * @param bytes the layout's header, empty for none
     * @return this
     */
    public GasConfigBuilder header(byte[] bytes) {
        header = bytes.clone();
        return this;
    }

    /**
     * Sets the bytes that are written, framed, before the client closes a connection of its own accord.
     *
     * @param bytes the layout's footer, empty for none
     * @return this
     */
    public GasConfigBuilder footer(byte[] bytes) {
        footer = bytes.clone();
        return this;
    }

    /**
     * Encrypts connections, with keys, certificates and trust that no PEM files hold. The options {@code tlsVerifyHostname},
     * {@code tlsProtocols} and {@code tlsCiphers} apply too.
     *
     * @param source where they come from
     * @return this
     */
    public GasConfigBuilder tls(TlsSource source) {
        tls = source;
        return this;
    }

    /**
     * Checks all options.
     *
     * @return the configuration
     * @throws GasConfigException if an option is missing, malformed, out of range or contradicts another
     */
    public GasConfig build() {
        return new GasConfig(options, new Supplied(header, footer, tls));
    }
}
