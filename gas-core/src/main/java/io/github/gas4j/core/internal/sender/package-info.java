// SPDX-License-Identifier: MIT

/**
 * The duty cycle of the one thread that owns the connection: it makes connect attempts, runs the session of a connection,
 * drops what has expired or is evicted, and ends the client.
 *
 * <p>"The sender's thread" is the client's thread or, if that was never started or has ended, the thread that closes the
 * client.
 */
@NullMarked
package io.github.gas4j.core.internal.sender;

import org.jspecify.annotations.NullMarked;
