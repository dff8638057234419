// SPDX-License-Identifier: MIT

/** The collector to try with, under real appenders. */
@NullMarked
package io.github.gas4j.examples.collector;

import org.jspecify.annotations.NullMarked;
