// SPDX-License-Identifier: MIT

/**
 * {@link io.github.gas4j.socket.GasSocket} at work: the two programs of GoAutoSocket's README, and what the socket costs
 * compared to a plain one.
 */
@NullMarked
package io.github.gas4j.examples.socket;

import org.jspecify.annotations.NullMarked;
