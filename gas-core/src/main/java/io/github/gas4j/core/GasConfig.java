// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.config.Differences;
import io.github.gas4j.core.internal.config.Supplied;
import io.github.gas4j.core.internal.option.OptionReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link GasClient} is built from: validated options. {@code docs/configuration.md} explains them, and
 * {@link #options()} lists them.
 *
 * <p>Thread-safe: immutable.
 */
public final class GasConfig {
    private final Map<String, String> options;
    private final Supplied supplied;
    private final ClientOptions values;

    GasConfig(Map<String, String> options, Supplied supplied) {
        this.options = new TreeMap<>(options);
        this.supplied = supplied;
        OptionReader in = new OptionReader(options);
        values = ClientOptions.read(in, supplied);
        List<String> problems = in.finish();
        if (!problems.isEmpty()) {
            throw new GasConfigException(problems);
        }
    }

    /**
     * Returns a builder in which only {@code destination} is missing.
     *
     * @return a new builder
     */
    public static GasConfigBuilder builder() {
        return new GasConfigBuilder();
    }

    /**
     * Returns all options that {@link GasConfigBuilder#option} takes.
     *
     * @return a description of each, in the order of the documentation
     */
    public static List<GasOption> options() {
        OptionReader in = new OptionReader(Map.of());
        ClientOptions.read(in, Supplied.nothing());
        return in.known();
    }

    /**
     * Returns {@code destination}: where events are sent to.
     *
     * @return {@code host:port}, or several with commas between them
     */
    public String destination() {
        return values.destinations().text();
    }

    /**
     * Returns {@code framing}: how events are told apart on the wire. An adapter compares it with what its layout writes.
     *
     * @return the framing
     */
    public Framing framing() {
        return values.wire().framing();
    }

    /**
     * Returns {@code shutdownTimeout}: the bound on stopping, which an adapter passes to {@link GasClient#close}.
     *
     * @return zero or more
     */
    public Duration shutdownTimeout() {
        return values.lifeCycle().shutdownTimeout();
    }

    /**
     * Returns {@code client}: the name of a client that several appenders share. It is for adapters; {@link GasClient} is given
     * its name by whoever creates it.
     *
     * @return null for a client of its own
     */
    public @Nullable String client() {
        return values.lifeCycle().client();
    }

    /**
     * Compares what two appenders that are to share a client ask for.
     *
     * @param other another configuration
     * @return one line for each option that differs in its meaning, with both values; empty if there is none
     */
    public List<String> differencesFrom(GasConfig other) {
        return new Differences(options, supplied, values)
                .from(new Differences(other.options, other.supplied, other.values));
    }

    /** Returns all values. The rooms get them from here, and know nothing of this class. */
    ClientOptions values() {
        return values;
    }
}
