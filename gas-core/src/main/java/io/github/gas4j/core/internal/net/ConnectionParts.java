// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.config.ConnectionOptions;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * What connections to one destination are made with. All but the destination is shared by all connections of a client.
 *
 * @param destination where they go
 * @param options the options of connections
 * @param selection the selector that waits for sockets
 * @param discarded buffer for what peers send, which is discarded
 * @param sendQueues show what the collector's system has acknowledged
 * @param transport makes connections from connected channels
 * @param defects receives failures that may be defects and do not end the client
 */
public record ConnectionParts(
        Destination destination,
        ConnectionOptions options,
        Selection selection,
        ByteBuffer discarded,
        SendQueues sendQueues,
        Transport transport,
        Consumer<Throwable> defects) {}
