// SPDX-License-Identifier: MIT
/** Benchmarks of the sender's hot path. */
@NullMarked
package io.github.gas4j.core.internal.sender;

import org.jspecify.annotations.NullMarked;
