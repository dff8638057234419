// SPDX-License-Identifier: MIT
/**
 * A collector to try an appender with: {@link io.github.gas4j.examples.collector.TryCollector} prints or counts what it
 * receives, and reboots, reads slowly or hangs up if it is told to.
 */
@NullMarked
package io.github.gas4j.examples.collector;

import org.jspecify.annotations.NullMarked;
