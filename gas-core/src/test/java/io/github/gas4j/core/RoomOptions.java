// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.config.ClientOptions;

/** Gives tests of the rooms what {@link GasClient} gives the rooms. */
public final class RoomOptions {
    private RoomOptions() {}

    @SuppressWarnings("exports") // the tests of the rooms are in the module
    public static ClientOptions of(GasConfig config) {
        return config.values();
    }
}
