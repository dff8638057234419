// SPDX-License-Identifier: MIT

/**
 * The Log4j2 appender {@code <Gas>}. {@link io.github.gas4j.log4j2.GasAppender} encodes an event on the calling thread
 * and offers its bytes to a client of {@code gas-core}, which buffers, sends and resends them.
 *
 * <p>A client belongs to a {@code GasManager}, which Log4j's registry keeps under the context and the name of the appender
 * or, if appenders share it, of the client. When a configuration is reloaded, the new appender finds the manager of the old
 * one, with its buffer and its connection. Only changed settings are applied. When the last appender stops, the client drains
 * in the background, or is closed if the context stops.
 */
@NullMarked
package io.github.gas4j.log4j2;

import org.jspecify.annotations.NullMarked;
