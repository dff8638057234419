// SPDX-License-Identifier: MIT
/** JMH benchmarks of the client's hot paths, in its own package. */
@NullMarked
package io.github.gas4j.core;

import org.jspecify.annotations.NullMarked;
