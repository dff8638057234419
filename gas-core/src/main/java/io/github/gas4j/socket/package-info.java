// SPDX-License-Identifier: MIT

/**
 * A reconnecting {@link java.net.Socket} without buffer and without a thread of its own: its callers make the attempts. It
 * shares the resolver and the order of addresses with the log client, and nothing in it serves the client.
 */
@NullMarked
package io.github.gas4j.socket;

import org.jspecify.annotations.NullMarked;
