// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

/**
 * What was counted at one moment, over all applications. Immutable.
 *
 * @param seconds the time since the recording began
 * @param logged events logged so far
 * @param delivered different events that the collector has received so far
 * @param buffered events that wait to be written
 */
public record Sample(double seconds, long logged, long delivered, long buffered) {}
