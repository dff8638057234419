// SPDX-License-Identifier: MIT

/**
 * Connections and what is known of them: names and addresses, attempts to connect and the pauses between them, and what the
 * system tells of the bytes that the collector has acknowledged. The only room that touches sockets, beside the drop-in socket.
 */
@NullMarked
package io.github.gas4j.core.internal.net;

import org.jspecify.annotations.NullMarked;
