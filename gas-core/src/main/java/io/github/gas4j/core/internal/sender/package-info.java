// SPDX-License-Identifier: MIT

/**
 * The duty cycle of the one thread that owns the connection: it stages frames from the buffer, writes them, follows the end
 * of each connection, and frees what has been given up or evicted.
 */
@NullMarked
package io.github.gas4j.core.internal.sender;

import org.jspecify.annotations.NullMarked;
