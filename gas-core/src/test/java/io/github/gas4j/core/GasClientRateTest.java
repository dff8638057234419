// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client with {@code rateLimit}. The limit is so low that nothing comes back during a test. */
class GasClientRateTest {
    private final Peer peer = new Peer();
    private GasClient client = new GasClient(config(options -> options));

    @AfterEach
    void close() throws IOException {
        client.close(Duration.ZERO);
        peer.close();
    }

    private GasConfig config(UnaryOperator<GasConfigBuilder> options) {
        return options.apply(GasConfig.builder()
                        .option("destination", peer.destination())
                        .option("bufferSize", "64KiB")
                        .option("shutdownHook", "false"))
                .build();
    }

    private void limited(String burst) {
        client.close(Duration.ZERO);
        client = new GasClient(
                config(options -> options.option("rateLimit", "1/h").option("rateBurst", burst)));
    }

    private boolean admits() {
        return client.admits(Severity.ERROR.number());
    }

    private void reconfigure(String rateLimit) {
        client.reconfigure(config(options -> options.option("rateLimit", rateLimit)));
    }

    private void assertAccounts() {
        GasStats stats = client.stats();
        assertThat(stats.offered())
                .as("%s", stats)
                .isEqualTo(stats.released() + stats.dropped() + stats.bufferedEvents() + stats.unconfirmedEvents());
    }

    @Test
    void countsWhatItRefuses() {
        limited("2");

        assertThat(admits()).isTrue();
        assertThat(admits()).isTrue();
        assertThat(admits()).isFalse();

        assertThat(client.stats().droppedRateLimited()).isEqualTo(1);
        assertThat(client.stats().offered()).isEqualTo(1);
        assertAccounts();
    }

    @Test
    void isLimitedAsSoonAsItIsReconfigured() {
        client.start();
        assertThat(admits()).isTrue();

        reconfigure("1/h");
        Await.until("limited", () -> !admits());
        reconfigure("off");
        Await.until("unlimited", this::admits);
        assertAccounts();
    }

    @Test
    void limitsNothingAfterItsEnd() {
        limited("1");
        client.start();
        assertThat(admits()).isTrue();
        client.close(Duration.ofSeconds(20));

        assertThat(admits()).isTrue();
        byte[] late = Bytes.of("late");
        assertThat(client.offer(late, 0, late.length)).isFalse();
        assertThat(client.stats().droppedShutdown()).isEqualTo(1);
        assertThat(client.stats().droppedRateLimited()).isZero();
    }
}
