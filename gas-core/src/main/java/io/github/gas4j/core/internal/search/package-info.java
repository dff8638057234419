// SPDX-License-Identifier: MIT

/**
 * Finds the event that a collector never accepts, among all that were on their way when it closed the connection. A
 * {@link io.github.gas4j.core.internal.search.Search} decides what to write to the next connection, and is told how that
 * ended. It knows neither sockets nor the buffer, so a simulation steps the same class that runs.
 *
 * <p>"The sender's thread" is the client's thread or, if that was never started or has ended, the thread that closes the
 * client.
 */
@NullMarked
package io.github.gas4j.core.internal.search;

import org.jspecify.annotations.NullMarked;
