// SPDX-License-Identifier: MIT

/**
 * The duty cycle of the one thread that owns the connection: it makes connect attempts, runs the session of a connection,
 * drops what has expired or is evicted, and ends the client.
 */
@NullMarked
package io.github.gas4j.core.internal.sender;

import org.jspecify.annotations.NullMarked;
