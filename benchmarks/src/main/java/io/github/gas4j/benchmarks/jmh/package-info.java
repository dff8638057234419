// SPDX-License-Identifier: MIT
/** JMH benchmarks of the floors: what encoding an event costs. */
@NullMarked
package io.github.gas4j.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
