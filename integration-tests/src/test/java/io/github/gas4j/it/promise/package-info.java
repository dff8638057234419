// SPDX-License-Identifier: MIT
/**
 * The promise with the defaults: trouble of a collector that fits the buffer costs nothing, at every rate. Applications
 * run with nothing set but the destination, or also one option that the scenario names; collectors are processes of
 * their own that are killed, frozen and cut off. {@code mvn verify -Ppromise} runs the long form, whose figures become
 * the table in {@code target/promise.md}.
 */
@NullMarked
package io.github.gas4j.it.promise;

import org.jspecify.annotations.NullMarked;
