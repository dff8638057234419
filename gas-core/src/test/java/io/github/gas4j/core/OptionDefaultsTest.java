// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionDefaultsTest {
    @Test
    void areThoseOfTheContract() {
        GasConfig config = GasConfig.builder().destination("logs:5170").build();

        assertThat(config.bufferSize()).isEqualTo(8L << 20);
        assertThat(config.overflow()).isEqualTo(Overflow.DROP_NEWEST);
        assertThat(config.blockTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.shedLevel()).isNull();
        assertThat(config.shedThreshold()).isEqualTo(80);
        assertThat(config.maxRetries()).isEqualTo(45);
        assertThat(config.retryInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.maxRetryInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.deliveryTimeout()).isZero();
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.writeTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.delivery()).isEqualTo(Delivery.REPLAY);
        assertThat(config.replayWindow()).isEqualTo(1L << 20);
        assertThat(config.replayMaxAge()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.confirmInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.sendBufferSize()).isEqualTo(64 << 10);
        assertThat(config.framing()).isEqualTo(Framing.NEWLINE);
        assertThat(config.escapeNewlines()).isTrue();
        assertThat(config.maxEventSize()).isEqualTo(1 << 20);
        assertThat(config.localAddress()).isNull();
        assertThat(config.jmx()).isFalse();
        assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.shutdownHook()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void newlinesAreEscapedWhereTheyDelimit(Framing framing) {
        GasConfig config =
                GasConfig.builder().destination("logs:5170").framing(framing).build();

        assertThat(config.escapeNewlines()).isEqualTo(framing == Framing.NEWLINE);
    }

    @Test
    void followASmallBuffer() {
        GasConfig config = GasConfig.builder()
                .destination("logs:5170")
                .bufferSize(64 << 10)
                .build();

        assertThat(config.replayWindow()).isEqualTo(8 << 10);
        assertThat(config.maxEventSize()).isEqualTo(16 << 10);
    }
}
