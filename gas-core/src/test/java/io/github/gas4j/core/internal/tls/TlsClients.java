// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.RecordingListener;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Makes the client of a test, which speaks TLS and tries again soon. Confined to the thread of a test. */
final class TlsClients implements AutoCloseable {
    final RecordingListener listener = new RecordingListener();
    private final GasConfigBuilder options = GasConfig.builder()
            .option("tls", "true")
            .option("retryInterval", "10ms")
            .option("maxRetryInterval", "100ms");
    private @Nullable GasClient client;

    TlsClients with(String option, String value) {
        options.option(option, value);
        return this;
    }

    GasClient start(int port) {
        options.option("destination", "localhost:" + port);
        ThreadFactory threads = Thread::new;
        GasClient made = new GasClient("tls", options.build(), listener, threads);
        client = made;
        made.start();
        return made;
    }

    GasClient client() {
        return Objects.requireNonNull(client);
    }

    void offer(String text) {
        byte[] event = Bytes.of(text);
        Await.until("room", () -> client().offer(event, 0, event.length));
    }

    @Override
    public void close() {
        if (client != null) {
            client.close(Duration.ZERO);
        }
    }
}
