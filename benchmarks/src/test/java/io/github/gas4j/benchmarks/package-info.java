// SPDX-License-Identifier: MIT
/** Tests of the benchmarks' own arithmetic. */
@NullMarked
package io.github.gas4j.benchmarks;

import org.jspecify.annotations.NullMarked;
