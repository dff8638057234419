// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.RoomOptions;
import io.github.gas4j.core.internal.config.ClientOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;

/** What connections are made with, for tests. Stateless. */
final class Parts {
    private Parts() {}

    static ConnectionParts of(GasConfig config, Selector selector, SendQueues sendQueues) {
        ClientOptions options = RoomOptions.of(config);
        return new ConnectionParts(
                options.destinations().all().get(0),
                options.connection(),
                new Selection(selector),
                ByteBuffer.allocateDirect(4_096),
                sendQueues,
                Transport.PLAIN,
                failure -> {});
    }
}
