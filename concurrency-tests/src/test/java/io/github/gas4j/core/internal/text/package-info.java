// SPDX-License-Identifier: MIT

/** Stress tests of the memory that threads encode events into. */
@NullMarked
package io.github.gas4j.core.internal.text;

import org.jspecify.annotations.NullMarked;
