// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects options for a {@link GasConfig}. Every option can be given as the text of a configuration file; the typed
 * methods write that text. Nothing is checked before {@link #build()}, which reports all problems at once.
 *
 * <p>Not thread-safe.
 */
public final class GasConfigBuilder {
    private final Map<String, String> options = new TreeMap<>();
    private byte[] header = new byte[0];
    private byte[] footer = new byte[0];

    GasConfigBuilder() {}

    /**
     * Sets an option by its name, as in a configuration file.
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
     * Sets {@code destination}; see {@link GasConfig#destination()}.
     *
     * @param hostAndPort {@code host:port}, required
     * @return this
     */
    public GasConfigBuilder destination(String hostAndPort) {
        return option("destination", hostAndPort);
    }

    /**
     * Sets {@code bufferSize}; see {@link GasConfig#bufferSize()}.
     *
     * @param bytes 64 KiB to 1 GiB, 8 MiB by default
     * @return this
     */
    public GasConfigBuilder bufferSize(long bytes) {
        return option("bufferSize", Long.toString(bytes));
    }

    /**
     * Sets {@code overflow}; see {@link GasConfig#overflow()}.
     *
     * @param policy {@link Overflow#DROP_NEWEST} by default
     * @return this
     */
    public GasConfigBuilder overflow(Overflow policy) {
        return option("overflow", policy.name());
    }

    /**
     * Sets {@code blockTimeout}; see {@link GasConfig#blockTimeout()}.
     *
     * @param timeout 1 s by default
     * @return this
     */
    public GasConfigBuilder blockTimeout(Duration timeout) {
        return option("blockTimeout", timeout.toString());
    }

    /**
     * Sets {@code shedLevel}; see {@link GasConfig#shedLevel()}.
     *
     * @param level off by default
     * @return this
     */
    public GasConfigBuilder shedLevel(Severity level) {
        return option("shedLevel", level.name());
    }

    /**
     * Sets {@code shedThreshold}; see {@link GasConfig#shedThreshold()}.
     *
     * @param percent 1 to 99, 80 by default
     * @return this
     */
    public GasConfigBuilder shedThreshold(int percent) {
        return option("shedThreshold", Integer.toString(percent));
    }

    /**
     * Sets {@code maxRetries}; see {@link GasConfig#maxRetries()}.
     *
     * @param retries 45 by default, which takes about two minutes, -1 for no limit
     * @return this
     */
    public GasConfigBuilder maxRetries(int retries) {
        return option("maxRetries", Integer.toString(retries));
    }

    /**
     * Sets {@code retryInterval}; see {@link GasConfig#retryInterval()}.
     *
     * @param interval 100 ms by default
     * @return this
     */
    public GasConfigBuilder retryInterval(Duration interval) {
        return option("retryInterval", interval.toString());
    }

    /**
     * Sets {@code maxRetryInterval}; see {@link GasConfig#maxRetryInterval()}.
     *
     * @param interval 10 s by default
     * @return this
     */
    public GasConfigBuilder maxRetryInterval(Duration interval) {
        return option("maxRetryInterval", interval.toString());
    }

    /**
     * Sets {@code deliveryTimeout}; see {@link GasConfig#deliveryTimeout()}.
     *
     * @param timeout off by default
     * @return this
     */
    public GasConfigBuilder deliveryTimeout(Duration timeout) {
        return option("deliveryTimeout", timeout.toString());
    }

    /**
     * Sets {@code connectTimeout}; see {@link GasConfig#connectTimeout()}.
     *
     * @param timeout 5 s by default
     * @return this
     */
    public GasConfigBuilder connectTimeout(Duration timeout) {
        return option("connectTimeout", timeout.toString());
    }

    /**
     * Sets {@code writeTimeout}; see {@link GasConfig#writeTimeout()}.
     *
     * @param timeout 30 s by default
     * @return this
     */
    public GasConfigBuilder writeTimeout(Duration timeout) {
        return option("writeTimeout", timeout.toString());
    }

    /**
     * Sets {@code delivery}; see {@link GasConfig#delivery()}.
     *
     * @param mode {@link Delivery#REPLAY} by default
     * @return this
     */
    public GasConfigBuilder delivery(Delivery mode) {
        return option("delivery", mode.name());
    }

    /**
     * Sets {@code replayWindow}; see {@link GasConfig#replayWindow()}.
     *
     * @param bytes at most half the buffer; an eighth of it, at most 1 MiB, by default
     * @return this
     */
    public GasConfigBuilder replayWindow(long bytes) {
        return option("replayWindow", Long.toString(bytes));
    }

    /**
     * Sets {@code replayMaxAge}; see {@link GasConfig#replayMaxAge()}.
     *
     * @param age 1 min by default
     * @return this
     */
    public GasConfigBuilder replayMaxAge(Duration age) {
        return option("replayMaxAge", age.toString());
    }

    /**
     * Sets {@code confirmInterval}; see {@link GasConfig#confirmInterval()}.
     *
     * @param interval 5 s by default
     * @return this
     */
    public GasConfigBuilder confirmInterval(Duration interval) {
        return option("confirmInterval", interval.toString());
    }

    /**
     * Sets {@code sendBufferSize}; see {@link GasConfig#sendBufferSize()}.
     *
     * @param bytes 64 KiB by default
     * @return this
     */
    public GasConfigBuilder sendBufferSize(int bytes) {
        return option("sendBufferSize", Integer.toString(bytes));
    }

    /**
     * Sets {@code framing}; see {@link GasConfig#framing()}.
     *
     * @param kind {@link Framing#NEWLINE} by default
     * @return this
     */
    public GasConfigBuilder framing(Framing kind) {
        return option("framing", kind.name());
    }

    /**
     * Sets {@code escapeNewlines}; see {@link GasConfig#escapeNewlines()}.
     *
     * @param escape true by default with {@link Framing#NEWLINE}, and refused with any other framing
     * @return this
     */
    public GasConfigBuilder escapeNewlines(boolean escape) {
        return option("escapeNewlines", Boolean.toString(escape));
    }

    /**
     * Sets {@code maxEventSize}; see {@link GasConfig#maxEventSize()}.
     *
     * @param bytes at most a quarter of the buffer; 1 MiB or that quarter by default
     * @return this
     */
    public GasConfigBuilder maxEventSize(int bytes) {
        return option("maxEventSize", Integer.toString(bytes));
    }

    /**
     * Sets {@code localAddress}; see {@link GasConfig#localAddress()}.
     *
     * @param address any by default
     * @return this
     */
    public GasConfigBuilder localAddress(String address) {
        return option("localAddress", address);
    }

    /**
     * Sets {@code jmx}; see {@link GasConfig#jmx()}.
     *
     * @param register false by default
     * @return this
     */
    public GasConfigBuilder jmx(boolean register) {
        return option("jmx", Boolean.toString(register));
    }

    /**
     * Sets {@code shutdownTimeout}; see {@link GasConfig#shutdownTimeout()}.
     *
     * @param timeout 2 s by default
     * @return this
     */
    public GasConfigBuilder shutdownTimeout(Duration timeout) {
        return option("shutdownTimeout", timeout.toString());
    }

    /**
     * Sets {@code shutdownHook}; see {@link GasConfig#shutdownHook()}.
     *
     * @param flush true by default
     * @return this
     */
    public GasConfigBuilder shutdownHook(boolean flush) {
        return option("shutdownHook", Boolean.toString(flush));
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
     * Checks all options.
     *
     * @return the configuration
     * @throws GasConfigException if an option is missing, malformed, out of range or contradicts another
     */
    public GasConfig build() {
        return new GasConfig(options, header, footer);
    }
}
