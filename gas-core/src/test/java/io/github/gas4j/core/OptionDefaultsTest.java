// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.config.ClientOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OptionDefaultsTest {
    @Test
    void areThoseOfTheContract() {
        ClientOptions config =
                GasConfig.builder().option("destination", "logs:5170").build().values();

        assertThat(config.buffer().bufferSize()).isEqualTo(8L << 20);
        assertThat(config.buffer().overflow()).isEqualTo(Overflow.DROP_NEWEST);
        assertThat(config.buffer().blockTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.buffer().shedLevel()).isNull();
        assertThat(config.buffer().shedThreshold()).isEqualTo(80);
        assertThat(config.retry().maxRetries()).isEqualTo(45);
        assertThat(config.retry().retryInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.retry().maxRetryInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.retry().deliveryTimeout()).isZero();
        assertThat(config.connection().connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.connection().writeTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.delivery().delivery()).isEqualTo(Delivery.REPLAY);
        assertThat(config.delivery().replayWindow()).isEqualTo(1L << 20);
        assertThat(config.delivery().replayMaxAge()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.delivery().confirmInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.connection().sendBufferSize()).isEqualTo(64 << 10);
        assertThat(config.wire().framing()).isEqualTo(Framing.NEWLINE);
        assertThat(config.wire().escapeNewlines()).isTrue();
        assertThat(config.wire().maxEventSize()).isEqualTo(1 << 20);
        assertThat(config.connection().localAddress()).isNull();
        assertThat(config.lifeCycle().jmx()).isFalse();
        assertThat(config.lifeCycle().shutdownTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.lifeCycle().shutdownHook()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void newlinesAreEscapedWhereTheyDelimit(Framing framing) {
        ClientOptions config = GasConfig.builder()
                .option("destination", "logs:5170")
                .option("framing", framing.name())
                .build()
                .values();

        assertThat(config.wire().escapeNewlines()).isEqualTo(framing == Framing.NEWLINE || framing == Framing.CRLF);
    }

    @Test
    void followASmallBuffer() {
        ClientOptions config = GasConfig.builder()
                .option("destination", "logs:5170")
                .option("bufferSize", "64KiB")
                .build()
                .values();

        assertThat(config.delivery().replayWindow()).isEqualTo(8 << 10);
        assertThat(config.wire().maxEventSize()).isEqualTo(16 << 10);
    }
}
