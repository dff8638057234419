// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasOption;
import io.github.gas4j.testkit.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options on their way from a file through Joran into the configuration of a client. */
class OptionsTest {

    @Test
    void readsFiveSecondsAsFiveSeconds() {
        assertThat(configured("<shutdownTimeout>5s</shutdownTimeout>").shutdownTimeout())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void readsAnElementWhateverTheCaseOfItsFirstLetter() {
        assertThat(configured("<Framing>NUL</Framing>").framing()).isEqualTo(Framing.NUL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "remoteHost"})
    void readsHostAndPortApart(String host) {
        String elements = "<%1$s>::1</%1$s><port>5170</port>".formatted(host);

        try (Logging logging = Logging.with(elements)) {
            assertThat(logging.appender()
                            .configuration(new ArrayList<>())
                            .build()
                            .destination())
                    .isEqualTo("[::1]:5170");
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyOptionOfTheCoreIsAnElementAndReachesTheCoreUnderItsName(String option) {
        String destination = switch (option) {
            case "destination" -> "";
            case "host", "remoteHost" -> "<port>9</port>";
            case "port" -> "<host>127.0.0.1</host>";
            default -> "<destination>127.0.0.1:9</destination>";
        };

        String invalid = option.equals("deadLetterFile") ? "/" : "?";
        String element = "<%1$s>%2$s</%1$s>".formatted(option, invalid);

        try (Logging logging = Logging.with(Logging.MESSAGE_ONLY + destination + element)) {
            assertThat(logging.appender().isStarted()).isFalse();
            assertThat(logging.errors())
                    .singleElement()
                    .asString()
                    .contains(
                            "option " + option + ": '" + (option.endsWith("Password") ? "***" : invalid) + "'",
                            "valid: ");
        }
    }

    static List<String> options() {
        return GasConfig.options().stream().map(GasOption::name).toList();
    }

    /** Returns what an appender with these elements, and what is required, would make its client from. */
    private static GasConfig configured(String elements) {
        try (Reservation nobody = Reservation.onLoopback();
                Logging logging = Logging.with("<destination>" + nobody.destination() + "</destination>" + elements)) {
            return logging.appender().configuration(new ArrayList<>()).build();
        }
    }
}
