// SPDX-License-Identifier: MIT

/**
 * A reconnecting {@link java.net.Socket} without a buffer. Its callers make the connect attempts; only name lookups run
 * on other threads. It shares the resolver and the address order with the log client, which uses nothing from here.
 */
@NullMarked
package io.github.gas4j.socket;

import org.jspecify.annotations.NullMarked;
