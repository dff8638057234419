// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

/**
 * A time of trouble. Immutable.
 *
 * @param trouble what was wrong
 * @param from when it began, in seconds since the recording did
 * @param to when it ended, in seconds since the recording began
 */
public record Span(Trouble trouble, double from, double to) {}
