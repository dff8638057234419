// SPDX-License-Identifier: MIT

/** The recording of a run and its picture. */
@NullMarked
package io.github.gas4j.examples.chart;

import org.jspecify.annotations.NullMarked;
