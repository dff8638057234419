// SPDX-License-Identifier: MIT
/**
 * Runnable examples. {@link io.github.gas4j.examples.Demo} starts a collector and an application for each logging
 * framework, each in a JVM of its own, kills the collector while they log, and verifies that every event has arrived.
 */
@NullMarked
package io.github.gas4j.examples;

import org.jspecify.annotations.NullMarked;
