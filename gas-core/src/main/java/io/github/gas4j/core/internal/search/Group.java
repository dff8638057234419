// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

/**
 * Frames to write to one connection, and how long to write nothing after them. Immutable.
 *
 * @param from the position of the first frame
 * @param to the position after the last one
 * @param quietNanos the quiet time
 */
public record Group(long from, long to, long quietNanos) {}
