// SPDX-License-Identifier: MIT
/** JMH benchmarks of what is a part of an event, such as its id. */
@NullMarked
package io.github.gas4j.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
