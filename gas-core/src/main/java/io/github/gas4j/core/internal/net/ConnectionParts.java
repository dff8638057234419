// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.config.ConnectionOptions;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The options of connections, and the objects that all connections of one client share.
 *
 * @param options the options of connections
 * @param selection the selector that waits for sockets
 * @param discarded buffer for what peers send, which is discarded
 * @param sendQueues show what the collector's system has acknowledged
 * @param transport makes connections from connected channels
 * @param defects receives failures that may be defects and do not end the client
 */
public record ConnectionParts(
        ConnectionOptions options,
        Selection selection,
        ByteBuffer discarded,
        SendQueues sendQueues,
        Transport transport,
        Consumer<Throwable> defects) {}
