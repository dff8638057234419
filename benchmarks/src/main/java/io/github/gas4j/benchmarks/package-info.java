// SPDX-License-Identifier: MIT
/**
 * GAS beside its peers. {@link io.github.gas4j.benchmarks.Benchmarks} starts each contestant in a JVM of its own against
 * a sink in another one, asks both for what they count, and writes tables and a chart.
 */
@NullMarked
package io.github.gas4j.benchmarks;

import org.jspecify.annotations.NullMarked;
