// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasConfigBuilder;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderAttribute;
import org.jspecify.annotations.Nullable;

/**
 * The options of events, as text from a configuration: how events are buffered, delivered and dropped. The core reads
 * and checks them.
 *
 * <p>Not thread-safe.
 *
 * @param <B> the builder itself
 */
abstract class EventOptions<B extends EventOptions<B>> extends ConnectionOptions<B> {

    @PluginBuilderAttribute
    private @Nullable String bufferSize;

    @PluginBuilderAttribute
    private @Nullable String overflow;

    @PluginBuilderAttribute
    private @Nullable String blockTimeout;

    @PluginBuilderAttribute
    private @Nullable String shedLevel;

    @PluginBuilderAttribute
    private @Nullable String shedThreshold;

    @PluginBuilderAttribute
    private @Nullable String maxRetries;

    @PluginBuilderAttribute
    private @Nullable String retryInterval;

    @PluginBuilderAttribute
    private @Nullable String maxRetryInterval;

    @PluginBuilderAttribute
    private @Nullable String deliveryTimeout;

    @PluginBuilderAttribute
    private @Nullable String delivery;

    @PluginBuilderAttribute
    private @Nullable String replayWindow;

    @PluginBuilderAttribute
    private @Nullable String replayMaxAge;

    @PluginBuilderAttribute
    private @Nullable String confirmInterval;

    @PluginBuilderAttribute
    private @Nullable String framing;

    @PluginBuilderAttribute
    private @Nullable String escapeNewlines;

    @PluginBuilderAttribute
    private @Nullable String maxEventSize;

    @PluginBuilderAttribute
    private @Nullable String rateLimit;

    @PluginBuilderAttribute
    private @Nullable String rateBurst;

    @PluginBuilderAttribute
    private @Nullable String reportDrops;

    @PluginBuilderAttribute
    private @Nullable String deadLetterFile;

    @PluginBuilderAttribute
    private @Nullable String deadLetterMaxSize;

    @PluginBuilderAttribute
    private @Nullable String deadLetterReplay;

    @PluginBuilderAttribute
    private @Nullable String client;

    @PluginBuilderAttribute
    private @Nullable String jmx;

    @PluginBuilderAttribute
    private @Nullable String shutdownTimeout;

    @PluginBuilderAttribute
    private @Nullable String shutdownHook;

    /** Sets {@code bufferSize}: the size of the buffer, like {@code 8MiB}. */
    public B setBufferSize(@Nullable String bufferSize) {
        this.bufferSize = bufferSize;
        return asBuilder();
    }

    /** Sets {@code overflow}: what happens while the buffer is full. */
    public B setOverflow(@Nullable String overflow) {
        this.overflow = overflow;
        return asBuilder();
    }

    /** Sets {@code blockTimeout}: how long a caller waits for room when {@code overflow} is {@code BLOCK}. */
    public B setBlockTimeout(@Nullable String blockTimeout) {
        this.blockTimeout = blockTimeout;
        return asBuilder();
    }

    /** Sets {@code shedLevel}: events at or below this level are dropped while {@code shedThreshold} is exceeded. */
    public B setShedLevel(@Nullable String shedLevel) {
        this.shedLevel = shedLevel;
        return asBuilder();
    }

    /** Sets {@code shedThreshold}: how full the buffer is when {@code shedLevel} takes effect. */
    public B setShedThreshold(@Nullable String shedThreshold) {
        this.shedThreshold = shedThreshold;
        return asBuilder();
    }

    /** Sets {@code maxRetries}: the number of failed retries after which an event expires. */
    public B setMaxRetries(@Nullable String maxRetries) {
        this.maxRetries = maxRetries;
        return asBuilder();
    }

    /** Sets {@code retryInterval}: the upper bound of the random wait before a retry when an outage begins. */
    public B setRetryInterval(@Nullable String retryInterval) {
        this.retryInterval = retryInterval;
        return asBuilder();
    }

    /** Sets {@code maxRetryInterval}: the upper bound of the random wait before a retry in a long outage. */
    public B setMaxRetryInterval(@Nullable String maxRetryInterval) {
        this.maxRetryInterval = maxRetryInterval;
        return asBuilder();
    }

    /** Sets {@code deliveryTimeout}: the age at which an event expires that was never written completely. */
    public B setDeliveryTimeout(@Nullable String deliveryTimeout) {
        this.deliveryTimeout = deliveryTimeout;
        return asBuilder();
    }

    /** Sets {@code delivery}: when a written event is released; {@code NONE}, {@code REPLAY} or {@code CONFIRMED}. */
    public B setDelivery(@Nullable String delivery) {
        this.delivery = delivery;
        return asBuilder();
    }

    /** Sets {@code replayWindow}: how many written bytes are kept to be written again. */
    public B setReplayWindow(@Nullable String replayWindow) {
        this.replayWindow = replayWindow;
        return asBuilder();
    }

    /** Sets {@code replayMaxAge}: the age at which an acknowledged event is no longer kept to be written again. */
    public B setReplayMaxAge(@Nullable String replayMaxAge) {
        this.replayMaxAge = replayMaxAge;
        return asBuilder();
    }

    /** Sets {@code confirmInterval}: how often the collector has to prove what it has read. */
    public B setConfirmInterval(@Nullable String confirmInterval) {
        this.confirmInterval = confirmInterval;
        return asBuilder();
    }

    /** Sets {@code framing}: how events are separated on the wire. */
    public B setFraming(@Nullable String framing) {
        this.framing = framing;
        return asBuilder();
    }

    /** Sets {@code escapeNewlines}: whether a newline inside an event is written as the two characters {@code \n}. */
    public B setEscapeNewlines(@Nullable String escapeNewlines) {
        this.escapeNewlines = escapeNewlines;
        return asBuilder();
    }

    /** Sets {@code maxEventSize}: the size above which an event is dropped. */
    public B setMaxEventSize(@Nullable String maxEventSize) {
        this.maxEventSize = maxEventSize;
        return asBuilder();
    }

    /** Sets {@code rateLimit}: how many events are taken at most. */
    public B setRateLimit(@Nullable String rateLimit) {
        this.rateLimit = rateLimit;
        return asBuilder();
    }

    /** Sets {@code rateBurst}: with {@code rateLimit}, how many events are taken at once after a pause. */
    public B setRateBurst(@Nullable String rateBurst) {
        this.rateBurst = rateBurst;
        return asBuilder();
    }

    /** Sets {@code reportDrops}: whether an event in the stream itself tells of drops. */
    public B setReportDrops(@Nullable String reportDrops) {
        this.reportDrops = reportDrops;
        return asBuilder();
    }

    /** Sets {@code deadLetterFile}: the file that keeps the bytes of events that are dropped out of the buffer. */
    public B setDeadLetterFile(@Nullable String deadLetterFile) {
        this.deadLetterFile = deadLetterFile;
        return asBuilder();
    }

    /** Sets {@code deadLetterMaxSize}: how large {@code deadLetterFile} gets, older file included. */
    public B setDeadLetterMaxSize(@Nullable String deadLetterMaxSize) {
        this.deadLetterMaxSize = deadLetterMaxSize;
        return asBuilder();
    }

    /** Sets {@code deadLetterReplay}: whether what is in {@code deadLetterFile} is sent once a collector has been up for a minute. */
    public B setDeadLetterReplay(@Nullable String deadLetterReplay) {
        this.deadLetterReplay = deadLetterReplay;
        return asBuilder();
    }

    /** Sets {@code client}: the name of a client that this appender shares with others of its context. */
    public B setClient(@Nullable String client) {
        this.client = client;
        return asBuilder();
    }

    /** Sets {@code jmx}: whether the client registers its MXBean. */
    public B setJmx(@Nullable String jmx) {
        this.jmx = jmx;
        return asBuilder();
    }

    /** Sets {@code shutdownTimeout}: the time limit for stopping, and for the flush at JVM exit. */
    public B setShutdownTimeout(@Nullable String shutdownTimeout) {
        this.shutdownTimeout = shutdownTimeout;
        return asBuilder();
    }

    /** Sets {@code shutdownHook}: whether the buffer is flushed at JVM exit. */
    public B setShutdownHook(@Nullable String shutdownHook) {
        this.shutdownHook = shutdownHook;
        return asBuilder();
    }

    /** Returns the name of the client as it is written, or null for a client of the appender's own. */
    @Nullable
    String client() {
        return client;
    }

    @Override
    void copyTo(GasConfigBuilder config) {
        super.copyTo(config);
        copy("bufferSize", bufferSize, config);
        copy("overflow", overflow, config);
        copy("blockTimeout", blockTimeout, config);
        copy("shedLevel", shedLevel, config);
        copy("shedThreshold", shedThreshold, config);
        copy("maxRetries", maxRetries, config);
        copy("retryInterval", retryInterval, config);
        copy("maxRetryInterval", maxRetryInterval, config);
        copy("deliveryTimeout", deliveryTimeout, config);
        copy("delivery", delivery, config);
        copy("replayWindow", replayWindow, config);
        copy("replayMaxAge", replayMaxAge, config);
        copy("confirmInterval", confirmInterval, config);
        copy("framing", framing, config);
        copy("escapeNewlines", escapeNewlines, config);
        copy("maxEventSize", maxEventSize, config);
        copy("rateLimit", rateLimit, config);
        copy("rateBurst", rateBurst, config);
        copy("reportDrops", reportDrops, config);
        copy("deadLetterFile", deadLetterFile, config);
        copy("deadLetterMaxSize", deadLetterMaxSize, config);
        copy("deadLetterReplay", deadLetterReplay, config);
        copy("client", client, config);
        copy("jmx", jmx, config);
        copy("shutdownTimeout", shutdownTimeout, config);
        copy("shutdownHook", shutdownHook, config);
    }
}
