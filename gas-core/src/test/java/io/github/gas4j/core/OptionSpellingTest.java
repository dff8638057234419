// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.util.Values;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionSpellingTest {
    @ParameterizedTest
    @CsvSource({
        "250ms, PT0.25S",
        "5s, PT5S",
        "2m, PT2M",
        "1h, PT1H",
        "PT5S, PT5S",
        "pt5s, PT5S",
        "5 seconds, PT5S",
        "1 second, PT1S",
        "3 min, PT3M",
        "2 minutes, PT2M",
        "1 hour, PT1H",
        "40 milliseconds, PT0.04S",
        "7 SEC, PT7S",
        "1 millisecond, PT0.001S",
        "2 hours, PT2H",
        "1d, PT24H",
        "off, PT0S",
        "OFF, PT0S",
        "0, PT0S",
        "-1, PT0S"
    })
    void readsADuration(String text, Duration meant) {
        assertThat(Values.duration(text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "5", "5000", "5x", "s", "-5s", "-2", "1.5s", "PT-5S", "PT", "P", "five", "99999999999999999h"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThat(Values.duration(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "65536, 65536",
        "64KB, 65536",
        "64kib, 65536",
        "64K, 65536",
        "8MB, 8388608",
        "8MiB, 8388608",
        "8m, 8388608",
        "1GB, 1073741824",
        "1 GiB, 1073741824",
        "1g, 1073741824",
        "12B, 12"
    })
    void readsASize(String text, long meant) {
        assertThat(Values.size(text)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1.5MB", "8TB", "eight", "99999999999999999g"})
    void refusesWhatIsNoSize(String text) {
        assertThat(Values.size(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT0.25S, 250ms", "PT5S, 5s", "PT2M, 2m", "PT1H, 1h", "PT90S, 90s", "PT90M, 90m"})
    void writesADurationTheShortWay(Duration duration, String text) {
        assertThat(Values.text(duration)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 100", "1024, 1KiB", "65537, 65537", "8388608, 8MiB", "1073741824, 1GiB"})
    void writesASizeTheShortWay(long bytes, String text) {
        assertThat(Values.text(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "logs.example.com:5170, logs.example.com:5170",
        "127.0.0.1:1, 127.0.0.1:1",
        "127.1:1, 127.1:1",
        "2130706433:1, 2130706433:1",
        "my_logs:5170, my_logs:5170",
        "logs.example.com.:5170, logs.example.com.:5170",
        "b\u00fccher.example:5170, b\u00fccher.example:5170",
        "[::ffff:127.0.0.1]:1, [::ffff:127.0.0.1]:1",
        "[::1]:65535, [::1]:65535",
        "[fe80::1%eth0]:514, [fe80::1%eth0]:514",
        "' logs:5170 ', logs:5170"
    })
    void readsADestination(String text, String meant) {
        assertThat(GasConfig.builder().option("destination", text).build().destination())
                .isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "host, logs, logs:5170",
        "remoteHost, logs, logs:5170",
        "host, ::1, [::1]:5170",
        "host, [::1], [::1]:5170"
    })
    void readsHostAndPortAsADestination(String option, String host, String meant) {
        ClientOptions config = GasConfig.builder()
                .option(option, host)
                .option("port", "5170")
                .build()
                .values();

        assertThat(config.destinations().text()).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "::1", "2001:db8::1"})
    void readsALocalAddress(String text) {
        assertThat(with("localAddress", text, config -> "" + config.connection().localAddress()))
                .isNotEqualTo("null");
    }

    @Test
    void readsChoicesInAnyCase() {
        assertThat(with("overflow", "drop_oldest", config -> config.buffer().overflow()))
                .isEqualTo(Overflow.DROP_OLDEST);
        assertThat(with("delivery", "None", config -> config.delivery().delivery()))
                .isEqualTo(Delivery.NONE);
        assertThat(with("framing", "NUL", config -> config.wire().framing())).isEqualTo(Framing.NUL);
        assertThat(with("shedThreshold", "80", config -> "" + config.buffer().shedLevel()))
                .isEqualTo("null");
        assertThat(with("shedLevel", "debug", config -> "" + config.buffer().shedLevel()))
                .isEqualTo("DEBUG");
        assertThat(with("shedLevel", "Off", config -> "" + config.buffer().shedLevel()))
                .isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource({"80%, 80", "1, 1", "99 %, 99"})
    void readsAPercentage(String text, int meant) {
        assertThat(with("shedThreshold", text, config -> config.buffer().shedThreshold()))
                .isEqualTo(meant);
    }

    @Test
    void readsEveryOption() {
        ClientOptions config = GasConfig.builder()
                .option("destination", "logs:5170")
                .option("bufferSize", "1MiB")
                .option("overflow", "BLOCK")
                .option("blockTimeout", "1500ms")
                .option("shedLevel", "INFO")
                .option("shedThreshold", "70")
                .option("maxRetries", "-1")
                .option("retryInterval", "1s")
                .option("maxRetryInterval", "2s")
                .option("deliveryTimeout", "3m")
                .option("connectTimeout", "4s")
                .option("writeTimeout", "6s")
                .option("delivery", "NONE")
                .option("replayWindow", "4KiB")
                .option("replayMaxAge", "7s")
                .option("confirmInterval", "8s")
                .option("sendBufferSize", "8KiB")
                .option("framing", "NEWLINE")
                .option("escapeNewlines", "true")
                .option("maxEventSize", "1000")
                .option("localAddress", "127.0.0.1")
                .option("jmx", "true")
                .option("shutdownTimeout", "9s")
                .option("shutdownHook", "false")
                .header(new byte[] {1})
                .footer(new byte[] {2})
                .build()
                .values();

        assertThat(config.buffer().bufferSize()).isEqualTo(1 << 20);
        assertThat(config.buffer().overflow()).isEqualTo(Overflow.BLOCK);
        assertThat(config.buffer().blockTimeout()).hasMillis(1500);
        assertThat(config.buffer().shedLevel()).isEqualTo(Severity.INFO);
        assertThat(config.buffer().shedThreshold()).isEqualTo(70);
        assertThat(config.retry().maxRetries()).isEqualTo(-1);
        assertThat(config.retry().retryInterval()).hasSeconds(1);
        assertThat(config.retry().maxRetryInterval()).hasSeconds(2);
        assertThat(config.retry().deliveryTimeout()).hasMinutes(3);
        assertThat(config.connection().connectTimeout()).hasSeconds(4);
        assertThat(config.connection().writeTimeout()).hasSeconds(6);
        assertThat(config.delivery().delivery()).isEqualTo(Delivery.NONE);
        assertThat(config.delivery().replayWindow()).isEqualTo(4096);
        assertThat(config.delivery().replayMaxAge()).hasSeconds(7);
        assertThat(config.delivery().confirmInterval()).hasSeconds(8);
        assertThat(config.connection().sendBufferSize()).isEqualTo(8192);
        assertThat(config.wire().framing()).isEqualTo(Framing.NEWLINE);
        assertThat(config.wire().escapeNewlines()).isTrue();
        assertThat(config.wire().maxEventSize()).isEqualTo(1000);
        assertThat(config.lifeCycle().jmx()).isTrue();
        assertThat(config.lifeCycle().shutdownTimeout()).hasSeconds(9);
        assertThat(config.lifeCycle().shutdownHook()).isFalse();
        assertThat(config.wire().header()).containsExactly(1);
        assertThat(config.wire().footer()).containsExactly(2);
    }

    private static @Nullable Object with(
            String option, String value, Function<ClientOptions, @Nullable Object> getter) {
        return getter.apply(GasConfig.builder()
                .option("destination", "logs:5170")
                .option(option, value)
                .build()
                .values());
    }
}
