// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.Framing;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.Overflow;
import io.github.gas4j.core.Severity;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options on their way from a file through Joran into the configuration of a client. */
class OptionsTest {

    @Test
    void readsFiveSecondsAsFiveSeconds() {
        GasConfig config = configured("<connectTimeout>5s</connectTimeout>");

        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void readsSizesInBothSpellings() {
        GasConfig config = configured("<bufferSize>16MiB</bufferSize><sendBufferSize>128KB</sendBufferSize>");

        assertThat(config.bufferSize()).isEqualTo(16 << 20);
        assertThat(config.sendBufferSize()).isEqualTo(128 << 10);
    }

    @Test
    void readsAnElementWhateverTheCaseOfItsFirstLetter() {
        assertThat(configured("<MaxRetries>7</MaxRetries>").maxRetries()).isEqualTo(7);
    }

    @Test
    void readsHowToBufferAndGiveUp() {
        GasConfig config = configured("""
                <overflow>block</overflow>
                <blockTimeout>20ms</blockTimeout>
                <shedLevel>debug</shedLevel>
                <shedThreshold>50%</shedThreshold>
                <maxEventSize>64KiB</maxEventSize>
                <maxRetries>-1</maxRetries>
                <retryInterval>1s</retryInterval>
                <maxRetryInterval>1m</maxRetryInterval>
                <deliveryTimeout>1h</deliveryTimeout>
                <shutdownTimeout>PT7S</shutdownTimeout>
                <shutdownHook>false</shutdownHook>
                <jmx>true</jmx>
                """);

        assertThat(config.overflow()).isEqualTo(Overflow.BLOCK);
        assertThat(config.blockTimeout()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.shedLevel()).isEqualTo(Severity.DEBUG);
        assertThat(config.shedThreshold()).isEqualTo(50);
        assertThat(config.maxEventSize()).isEqualTo(64 << 10);
        assertThat(config.maxRetries()).isEqualTo(-1);
        assertThat(config.retryInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maxRetryInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.deliveryTimeout()).isEqualTo(Duration.ofHours(1));
        assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.shutdownHook()).isFalse();
        assertThat(config.jmx()).isTrue();
    }

    @Test
    void readsHowToConnectAndWrite() {
        GasConfig config = configured("""
                <writeTimeout>2 seconds</writeTimeout>
                <delivery>NONE</delivery>
                <replayWindow>128KiB</replayWindow>
                <replayMaxAge>3s</replayMaxAge>
                <confirmInterval>4s</confirmInterval>
                <framing>NEWLINE</framing>
                <escapeNewlines>true</escapeNewlines>
                <localAddress>127.0.0.1</localAddress>
                """);

        assertThat(config.writeTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.delivery()).isEqualTo(Delivery.NONE);
        assertThat(config.replayWindow()).isEqualTo(128 << 10);
        assertThat(config.replayMaxAge()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.confirmInterval()).isEqualTo(Duration.ofSeconds(4));
        assertThat(config.framing()).isEqualTo(Framing.NEWLINE);
        assertThat(config.escapeNewlines()).isTrue();
        assertThat(config.localAddress()).isEqualTo(InetAddress.getLoopbackAddress());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "remoteHost"})
    void readsHostAndPortApart(String host) {
        String elements = "<%1$s>::1</%1$s><port>5170</port>".formatted(host);

        try (Logging logging = Logging.with(elements)) {
            assertThat(logging.appender().configuration().build().destination()).isEqualTo("[::1]:5170");
        }
    }

    @Test
    void hasASetterForEveryOptionOfTheCore() {
        // The core names all its options to whoever gets one wrong.
        assertThatThrownBy(() -> GasConfig.builder()
                        .destination("localhost:1")
                        .option("nonsense", "")
                        .build())
                .isInstanceOfSatisfying(GasConfigException.class, refusal -> {
                    String names = refusal.problems().get(0).split("the options are ", 2)[1];

                    assertThat(names.split(", ")).hasSizeGreaterThan(20).allMatch(OptionsTest::takesText);
                });
    }

    private static boolean takesText(String option) {
        String capitalized = option.substring(0, 1).toUpperCase(Locale.ROOT) + option.substring(1);
        return Arrays.stream(GasAppender.class.getMethods())
                .filter(method -> !method.isBridge()) // as Joran does
                .filter(method ->
                        List.of("set" + capitalized, "add" + capitalized).contains(method.getName()))
                .map(Method::getParameterTypes)
                .anyMatch(types -> Arrays.equals(types, new Class<?>[] {String.class}));
    }

    /** Returns what an appender with these elements, and what is required, would make its client from. */
    private static GasConfig configured(String elements) {
        try (ClosedPort nobody = new ClosedPort();
                Logging logging = Logging.with("<destination>" + nobody.address() + "</destination>" + elements)) {
            return logging.appender().configuration().build();
        }
    }
}
