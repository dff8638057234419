// SPDX-License-Identifier: MIT

/**
 * Connections: connect attempts, several addresses at a time, and the waits between them, and what the system shows about
 * acknowledged bytes. Apart from the drop-in socket, this is the only package that uses sockets.
 */
@NullMarked
package io.github.gas4j.core.internal.net;

import org.jspecify.annotations.NullMarked;
