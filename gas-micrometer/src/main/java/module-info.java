// SPDX-License-Identifier: MIT

/** Meters of the clients of GAS. */
@SuppressWarnings("requires-transitive-automatic") // Micrometer declares no module
module io.github.gas4j.micrometer {
    requires static transitive org.jspecify;
    requires transitive io.github.gas4j.core;
    requires transitive micrometer.core;

    exports io.github.gas4j.micrometer;
}
