// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.internal.config.ConnectionOptions;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The objects that connections are made with: their options, and what all connections of one client share.
 *
 * @param options the options of connections
 * @param selection waits for sockets
 * @param discarded scratch memory for what peers send
 * @param sendQueues tell what the collector's system has acknowledged
 * @param defects is told of failures that end nothing and may be defects
 */
public record ConnectionParts(
        ConnectionOptions options,
        Selection selection,
        ByteBuffer discarded,
        SendQueues sendQueues,
        Consumer<Throwable> defects) {}
