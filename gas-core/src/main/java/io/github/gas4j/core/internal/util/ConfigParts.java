// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.GasConfig;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a configuration that the rooms need and users do not. {@link GasConfig} offers them here, so that it needs no
 * public methods for them.
 *
 * <p>Immutable, by agreement that no one writes to the arrays.
 */
public final class ConfigParts {
    /** Written once, when the class {@link GasConfig} is initialized, hence before there is a configuration. */
    private static volatile @Nullable Function<GasConfig, ConfigParts> source;

    private final Destination destination;
    private final byte[] header;
    private final byte[] footer;

    /** For {@link GasConfig}: the collector, and what the layout puts before and after all events, unframed. */
    public ConfigParts(Destination destination, byte[] header, byte[] footer) {
        this.destination = destination;
        this.header = header;
        this.footer = footer;
    }

    /** Tells how to get a configuration's parts. Called by {@link GasConfig}, once. */
    public static void from(Function<GasConfig, ConfigParts> getter) {
        source = getter;
    }

    /** Returns a configuration's parts. */
    public static ConfigParts of(GasConfig config) {
        return Objects.requireNonNull(source).apply(config);
    }

    public Destination destination() {
        return destination;
    }

    /** Returns the layout's header, empty for none. */
    public byte[] header() {
        return header;
    }

    /** Returns the layout's footer, empty for none. */
    public byte[] footer() {
        return footer;
    }

    /** Returns whether these are the same parts. */
    public boolean isSameAs(ConfigParts other) {
        return destination.equals(other.destination)
                && Arrays.equals(header, other.header)
                && Arrays.equals(footer, other.footer);
    }
}
