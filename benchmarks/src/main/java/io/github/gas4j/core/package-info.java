// SPDX-License-Identifier: MIT
/** JMH benchmarks of the core's hot paths, in its own package, for nearly all of it is package-private. */
@NullMarked
package io.github.gas4j.core;

import org.jspecify.annotations.NullMarked;
