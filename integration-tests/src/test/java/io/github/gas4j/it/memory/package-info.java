// SPDX-License-Identifier: MIT
/**
 * A client in a JVM whose heap is full now and then. At length with {@code -Pmemory}.
 */
@NullMarked
package io.github.gas4j.it.memory;

import org.jspecify.annotations.NullMarked;
