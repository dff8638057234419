// SPDX-License-Identifier: MIT
/**
 * The picture of the demo: what it records while it runs ({@link io.github.gas4j.examples.chart.Recording}), and the files
 * that it draws in the end ({@link io.github.gas4j.examples.chart.Picture}).
 */
@NullMarked
package io.github.gas4j.examples.chart;

import org.jspecify.annotations.NullMarked;
