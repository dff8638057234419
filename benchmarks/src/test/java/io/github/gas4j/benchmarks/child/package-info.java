// SPDX-License-Identifier: MIT
/** Tests of what runs in the other JVMs. */
@NullMarked
package io.github.gas4j.benchmarks.child;

import org.jspecify.annotations.NullMarked;
