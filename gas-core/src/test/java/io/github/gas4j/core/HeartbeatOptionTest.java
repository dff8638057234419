// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which heartbeats can be configured. */
class HeartbeatOptionTest {
    private static GasConfigBuilder with(Framing framing, String interval, String text) {
        return GasConfig.builder()
                .option("destination", "logs:5170")
                .option("framing", framing.name())
                .option("heartbeatInterval", interval)
                .option("heartbeat", text);
    }

    private static String problemOf(GasConfigBuilder builder) {
        return String.join(
                "; ",
                catchThrowableOfType(GasConfigException.class, builder::build).problems());
    }

    @ParameterizedTest
    @EnumSource
    void everyFramingTakesOneWithText(Framing framing) {
        assertThatNoException().isThrownBy(() -> with(framing, "30s", "alive").build());
    }

    @ParameterizedTest
    @EnumSource(names = {"OCTET_COUNTING", "NONE"})
    void anEmptyOneIsRefusedWhereItIsNoFrame(Framing framing) {
        assertThat(problemOf(with(framing, "30s", " ")))
                .contains("option heartbeat:", "some text with framing=" + framing, "writes nothing");
        assertThat(problemOf(GasConfig.builder()
                        .option("destination", "logs:5170")
                        .option("framing", framing.name())
                        .option("heartbeatInterval", "30s")))
                .contains("option heartbeat: is missing");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"OCTET_COUNTING", "NONE"})
    void anEmptyOneIsTakenElsewhere(Framing framing) {
        assertThatNoException().isThrownBy(() -> with(framing, "30s", "").build());
    }

    @Test
    void aTextWithoutAnIntervalIsRefused() {
        assertThat(problemOf(with(Framing.NEWLINE, "off", "alive")))
                .contains("option heartbeat: 'alive' has no effect without heartbeatInterval");
    }

    @Test
    void anIntervalBelowASecondAndATextAboveTwoKibibytesAreRefused() {
        assertThat(problemOf(with(Framing.NEWLINE, "999ms", ""))).contains("option heartbeatInterval:", "at least 1s");
        assertThat(problemOf(with(Framing.NEWLINE, "1s", "\u00e4".repeat(1_024) + "a")))
                .contains("option heartbeat:", "at most 2048 bytes");
        assertThatNoException()
                .isThrownBy(() ->
                        with(Framing.NEWLINE, "1s", "\u00e4".repeat(1_024)).build());
    }
}
