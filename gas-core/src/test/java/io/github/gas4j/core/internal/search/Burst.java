// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

/**
 * Frames that are written to one connection in one go.
 *
 * @param from the position of the first frame
 * @param to the position after the last one
 * @param at when the first byte is written
 * @param live whether there is no last frame: later ones are written as they arrive
 */
record Burst(long from, long to, double at, boolean live) {}
