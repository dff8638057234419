// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

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
final class ConfigParts {
    /** Written once, when the class {@link GasConfig} is initialized, hence before there is a configuration. */
    private static volatile @Nullable Function<GasConfig, ConfigParts> source;

    private final Destination destination;
    private final byte[] header;
    private final byte[] footer;

    /** For {@link GasConfig}: the collector, and what the layout puts before and after all events, unframed. */
    ConfigParts(Destination destination, byte[] header, byte[] footer) {
        this.destination = destination;
        this.header = header;
        this.footer = footer;
    }

    /** Called by {@link GasConfig}, once. */
    static void from(Function<GasConfig, ConfigParts> parts) {
        source = parts;
    }

    /** Returns a configuration's parts. */
    static ConfigParts of(GasConfig config) {
        return Objects.requireNonNull(source).apply(config);
    }

    Destination destination() {
        return destination;
    }

    /** Returns the layout's header, empty for none. */
    byte[] header() {
        return header;
    }

    /** Returns the layout's footer, empty for none. */
    byte[] footer() {
        return footer;
    }

    /** Returns whether a connection that was made for the one serves the other. */
    boolean isLike(ConfigParts other) {
        return destination.equals(other.destination)
                && Arrays.equals(header, other.header)
                && Arrays.equals(footer, other.footer);
    }
}
