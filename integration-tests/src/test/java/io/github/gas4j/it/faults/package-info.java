// SPDX-License-Identifier: MIT
/**
 * The fault matrix: every {@link io.github.gas4j.it.faults.Fault} that a machine can play, against every
 * {@link io.github.gas4j.it.faults.Contestant}. A {@link io.github.gas4j.it.faults.Trial} puts one through the other on
 * a {@link io.github.gas4j.it.faults.Stage}, and its {@link io.github.gas4j.it.faults.Outcome} becomes a line of the
 * {@link io.github.gas4j.it.faults.FaultTable}.
 */
@NullMarked
package io.github.gas4j.it.faults;

import org.jspecify.annotations.NullMarked;
