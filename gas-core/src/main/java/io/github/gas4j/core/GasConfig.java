// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.util.ConfigParts;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link GasClient} is built from: validated options, with every default in this one place. Options are explained
 * in {@code docs/configuration.md}; sizes are in bytes.
 *
 * <p>Thread-safe: immutable.
 */
public final class GasConfig {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    static {
        // no lambda, because linking one takes more memory, and a class whose initialization fails is lost for good
        ConfigParts.from(new Function<>() {
            @Override
            public ConfigParts apply(GasConfig config) {
                return config.parts;
            }
        });
    }

    private final ConfigParts parts;
    private final long bufferSize;
    private final Overflow overflow;
    private final Duration blockTimeout;
    private final @Nullable Severity shedLevel;
    private final int shedThreshold;
    private final int maxRetries;
    private final Duration retryInterval;
    private final Duration maxRetryInterval;
    private final Duration deliveryTimeout;
    private final Duration connectTimeout;
    private final Duration writeTimeout;
    private final Delivery delivery;
    private final long replayWindow;
    private final Duration replayMaxAge;
    private final Duration confirmInterval;
    private final int sendBufferSize;
    private final Framing framing;
    private final boolean escapeNewlines;
    private final int maxEventSize;
    private final @Nullable InetAddress localAddress;
    private final boolean jmx;
    private final Duration shutdownTimeout;
    private final boolean shutdownHook;

    GasConfig(Map<String, String> options, byte[] header, byte[] footer) {
        OptionReader in = new OptionReader(options);
        Destination destination = Destination.read(in);
        bufferSize = in.size("bufferSize", 8 * MIB, 64 * KIB, 1024 * MIB);
        overflow = in.choice("overflow", Overflow.DROP_NEWEST);
        blockTimeout = in.duration("blockTimeout", Duration.ofSeconds(1), MILLI, HOUR);
        shedLevel = in.choiceOrOff("shedLevel", Severity.class);
        shedThreshold = in.percent("shedThreshold", 80);
        maxRetries = in.number("maxRetries", 45, -1, Integer.MAX_VALUE);
        retryInterval = in.duration("retryInterval", Duration.ofMillis(100), MILLI, HOUR);
        maxRetryInterval = in.duration("maxRetryInterval", Duration.ofSeconds(10), MILLI, HOUR);
        in.checkOrder("retryInterval", retryInterval, "maxRetryInterval", maxRetryInterval);
        deliveryTimeout = in.duration("deliveryTimeout", Duration.ZERO, Duration.ZERO, DAY);
        connectTimeout = in.duration("connectTimeout", Duration.ofSeconds(5), MILLI, HOUR);
        writeTimeout = in.duration("writeTimeout", Duration.ofSeconds(30), MILLI, HOUR);
        delivery = in.choice("delivery", Delivery.REPLAY);
        replayWindow = in.size("replayWindow", Math.min(MIB, bufferSize / 8), KIB, bufferSize / 2);
        replayMaxAge = in.duration("replayMaxAge", Duration.ofMinutes(1), MILLI, HOUR);
        confirmInterval = in.duration("confirmInterval", Duration.ofSeconds(5), MILLI, HOUR);
        sendBufferSize = (int) in.size("sendBufferSize", 64 * KIB, 4 * KIB, 64 * MIB);
        framing = in.choice("framing", Framing.NEWLINE);
        escapeNewlines = in.flag("escapeNewlines", framing == Framing.NEWLINE);
        if (escapeNewlines && framing != Framing.NEWLINE) {
            in.problem("escapeNewlines", "true", "false with framing=" + framing + ", true only with framing=NEWLINE");
        }
        maxEventSize = (int) in.size("maxEventSize", Math.min(MIB, bufferSize / 4), 1, bufferSize / 4);
        localAddress = in.address("localAddress");
        jmx = in.flag("jmx", false);
        shutdownTimeout = in.duration("shutdownTimeout", Duration.ofSeconds(2), Duration.ZERO, HOUR);
        shutdownHook = in.flag("shutdownHook", true);
        in.finish();
        parts = new ConfigParts(destination, header, footer);
    }

    /**
     * Starts a configuration in which only {@code destination} is missing.
     *
     * @return a new builder
     */
    public static GasConfigBuilder builder() {
        return new GasConfigBuilder();
    }

    /**
     * Returns {@code destination}: where events go to.
     *
     * @return {@code host:port}
     */
    public String destination() {
        return parts.destination().toString();
    }

    /**
     * Returns {@code bufferSize}: the buffer's size, unsent and unconfirmed events and their headers together.
     *
     * @return bytes
     */
    public long bufferSize() {
        return bufferSize;
    }

    /**
     * Returns {@code overflow}: what happens while the buffer is full.
     *
     * @return the policy
     */
    public Overflow overflow() {
        return overflow;
    }

    /**
     * Returns {@code blockTimeout}: how long a caller waits for room under {@link Overflow#BLOCK}.
     *
     * @return more than zero
     */
    public Duration blockTimeout() {
        return blockTimeout;
    }

    /**
     * Returns {@code shedLevel}: events at or below it are dropped while the buffer is fuller than {@link #shedThreshold()}.
     *
     * @return null for off
     */
    public @Nullable Severity shedLevel() {
        return shedLevel;
    }

    /**
     * Returns {@code shedThreshold}: how full the buffer is when shedding begins.
     *
     * @return percent, 1 to 99
     */
    public int shedThreshold() {
        return shedThreshold;
    }

    /**
     * Returns {@code maxRetries}: failed retries after which an event is given up, about two minutes by default; 0 at the
     * first failure.
     *
     * @return -1 for never
     */
    public int maxRetries() {
        return maxRetries;
    }

    /**
     * Returns {@code retryInterval}: the least bound of the wait between attempts, but for a buffer that fills.
     *
     * @return more than zero
     */
    public Duration retryInterval() {
        return retryInterval;
    }

    /**
     * Returns {@code maxRetryInterval}: the greatest bound of the wait between attempts.
     *
     * @return more than zero
     */
    public Duration maxRetryInterval() {
        return maxRetryInterval;
    }

    /**
     * Returns {@code deliveryTimeout}: age at which an event is given up that was never written whole.
     *
     * @return zero for off
     */
    public Duration deliveryTimeout() {
        return deliveryTimeout;
    }

    /**
     * Returns {@code connectTimeout}: bound on one address's connect and on the wait for a name lookup.
     *
     * @return more than zero
     */
    public Duration connectTimeout() {
        return connectTimeout;
    }

    /**
     * Returns {@code writeTimeout}: how long a socket may take no byte before the connection is replaced.
     *
     * @return more than zero
     */
    public Duration writeTimeout() {
        return writeTimeout;
    }

    /**
     * Returns {@code delivery}: when a written event is released.
     *
     * @return the mode
     */
    public Delivery delivery() {
        return delivery;
    }

    /**
     * Returns {@code replayWindow}: bytes kept for replay.
     *
     * @return bytes
     */
    public long replayWindow() {
        return replayWindow;
    }

    /**
     * Returns {@code replayMaxAge}: age, from its first write, after which an acknowledged event is not kept for replay.
     *
     * @return more than zero
     */
    public Duration replayMaxAge() {
        return replayMaxAge;
    }

    /**
     * Returns {@code confirmInterval}: how often the collector has to prove what it has read, for
     * {@link Delivery#CONFIRMED}.
     *
     * @return more than zero
     */
    public Duration confirmInterval() {
        return confirmInterval;
    }

    /**
     * Returns {@code sendBufferSize}: the socket's SO_SNDBUF.
     *
     * @return bytes
     */
    public int sendBufferSize() {
        return sendBufferSize;
    }

    /**
     * Returns {@code framing}: how events are told apart on the wire.
     *
     * @return the framing
     */
    public Framing framing() {
        return framing;
    }

    /**
     * Returns {@code escapeNewlines}: whether a newline inside an event is written as the two characters {@code \n}, and
     * a carriage return as {@code \r}.
     *
     * @return true by default with {@link Framing#NEWLINE}, always false with any other framing
     */
    public boolean escapeNewlines() {
        return escapeNewlines;
    }

    /**
     * Returns {@code maxEventSize}: the largest event, escapes included, delimiter excluded; a larger one is dropped.
     *
     * @return bytes
     */
    public int maxEventSize() {
        return maxEventSize;
    }

    /**
     * Returns {@code localAddress}: the address that connections come from.
     *
     * @return null for any
     */
    public @Nullable InetAddress localAddress() {
        return localAddress;
    }

    /**
     * Returns {@code jmx}: whether the client registers its MXBean.
     *
     * @return false by default
     */
    public boolean jmx() {
        return jmx;
    }

    /**
     * Returns {@code shutdownTimeout}: bound on stopping.
     *
     * @return zero or more
     */
    public Duration shutdownTimeout() {
        return shutdownTimeout;
    }

    /**
     * Returns {@code shutdownHook}: whether the buffer is flushed at JVM exit.
     *
     * @return true by default
     */
    public boolean shutdownHook() {
        return shutdownHook;
    }
}
