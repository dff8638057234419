// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a Unix domain socket is written as a destination. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its absolute paths begin otherwise")
class SocketFileOptionTest {
    private static final String LONGEST = "/" + "a".repeat(105);

    private static GasConfigBuilder to(String destination) {
        return GasConfig.builder().option("destination", destination);
    }

    private static String problemOf(GasConfigBuilder builder) {
        return String.join(
                "; ",
                catchThrowableOfType(GasConfigException.class, builder::build).problems());
    }

    @ParameterizedTest
    @CsvSource({
        "unix:/run/collector.sock, unix:/run/collector.sock",
        "unix:///run//collector.sock, unix:/run/collector.sock",
        "unix:/run/with a space, unix:/run/with a space",
        "unix:5170, unix:5170",
        "'a:1, unix:/run/b', 'a:1, unix:/run/b'",
    })
    void takesAnAbsolutePathAndStillAHostWithThisName(String text, String shown) {
        assertThat(to(text).build().destination()).isEqualTo(shown);
    }

    @Test
    void takesAPathOfAsManyBytesAsTheJdk() {
        assertThat(to("unix:" + LONGEST).build().destination()).isEqualTo("unix:" + LONGEST);
        assertThat(problemOf(to("unix:" + LONGEST + "a"))).contains("in at most 106 bytes");
        assertThat(problemOf(to("unix:" + LONGEST.substring(1) + "\u00e4"))).contains("in at most 106 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:", "unix:run/a", "unix:@abstract", "unix:\0abstract", "unix:/run/a\0b"})
    void refusesWhatIsNoPathOfASocket(String text) {
        assertThat(problemOf(to(text)))
                .contains("option destination:", "the absolute path of a socket's file", "abstract names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:${SOCKET}", "unix:/run/${NAME}.sock", "unix:/run/NAME_IS_UNDEFINED"})
    void refusesAPlaceholder(String text) {
        assertThat(problemOf(to(text))).contains("'" + text + "'", "looks like a placeholder");
    }

    @Test
    void refusesAnAddressToComeFrom() {
        assertThat(problemOf(to("unix:/run/a").option("localAddress", "127.0.0.1")))
                .contains("'unix:/run/a' is not valid", "host:port with localAddress", "comes from no address");
    }

    @Test
    void refusesTls() {
        assertThat(problemOf(to("a:1,unix:/run/a").option("tls", "true")))
                .contains("'unix:/run/a' is not valid", "host:port with TLS", "no host name to verify");
    }
}
