// SPDX-License-Identifier: MIT

/**
 * What tests, examples and benchmarks share: a {@link io.github.gas4j.testkit.Collector} that journals what it receives
 * and fails on command, in this process or in one that can be killed ({@link io.github.gas4j.testkit.CollectorProcess}),
 * and {@link io.github.gas4j.testkit.ChildJvm}. It knows nothing of GAS and needs nothing but the JDK.
 */
@NullMarked
package io.github.gas4j.testkit;

import org.jspecify.annotations.NullMarked;
