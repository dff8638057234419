// SPDX-License-Identifier: MIT

/**
 * The Logback appender of GAS.
 *
 * <p>{@link io.github.gas4j.logback.GasAppender} encodes an event on the thread that logs it and offers the bytes to a
 * {@link io.github.gas4j.core.GasClient}. The client does all network work; this package uses no sockets. Any number of
 * threads append. The client's own thread reports to Logback's status list.
 */
@NullMarked
package io.github.gas4j.logback;

import org.jspecify.annotations.NullMarked;
