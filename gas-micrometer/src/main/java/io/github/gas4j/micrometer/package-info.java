// SPDX-License-Identifier: MIT

/**
 * Meters of the clients of GAS. {@link io.github.gas4j.micrometer.GasMetrics} binds them to a registry of Micrometer; which
 * meters there are, the core describes in {@link io.github.gas4j.core.GasMeters}.
 */
@NullMarked
package io.github.gas4j.micrometer;

import org.jspecify.annotations.NullMarked;
