// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What two configurations that are to share a client differ in. */
class DifferencesTest {
    private static GasConfig config(UnaryOperator<GasConfigBuilder> options) {
        return options.apply(GasConfig.builder().option("destination", "logs:5170"))
                .build();
    }

    private static List<String> between(UnaryOperator<GasConfigBuilder> one, UnaryOperator<GasConfigBuilder> other) {
        return config(one).differencesFrom(config(other));
    }

    @Test
    void areNoneBetweenTwoSpellingsOfTheSame() {
        assertThat(between(
                        options -> options.option("bufferSize", "8MB").option("maxRetryInterval", "PT10S"),
                        options -> options.option("bufferSize", "8MiB").option("framing", "newline")))
                .isEmpty();
    }

    @Test
    void nameTheOptionAndBothValues() {
        assertThat(between(
                        options -> options.option("bufferSize", "1MiB"),
                        options -> options.option("overflow", "BLOCK").option("bufferSize", "2MiB")))
                .containsExactly(
                        "option bufferSize: '1MiB' contradicts '2MiB'",
                        "option overflow: its default contradicts 'BLOCK'");
    }

    @Test
    void includeTheHeader() {
        assertThat(between(options -> options, options -> options.header(new byte[] {'h'})))
                .containsExactly("the encoder's or layout's header or footer differs");
    }

    @Test
    void includeTheDestination() {
        assertThat(between(options -> options, options -> options.option("destination", "other:5170")))
                .containsExactly("option destination: 'logs:5170' contradicts 'other:5170'");
    }
}
