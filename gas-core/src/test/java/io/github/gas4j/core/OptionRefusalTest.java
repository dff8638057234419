// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionRefusalTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bufferSize | 63KiB | a size from 64KiB to 1GiB",
                "bufferSize | 2GiB | a size from 64KiB to 1GiB",
                "bufferSize | lots | a size from 64KiB to 1GiB",
                "overflow | DROP | one of DROP_NEWEST, DROP_OLDEST, BLOCK",
                "blockTimeout | 5 | a duration from 1ms to 1h",
                "blockTimeout | off | a duration from 1ms to 1h",
                "shedLevel | FATAL | one of off, TRACE, DEBUG, INFO, WARN, ERROR",
                "shedThreshold | 100% | a percentage from 1% to 99%",
                "shedThreshold | 0 | a percentage from 1% to 99%",
                "shedThreshold | much | a percentage from 1% to 99%",
                "maxRetries | -2 | a whole number from -1 to 2147483647",
                "maxRetries | some | a whole number from -1 to 2147483647",
                "retryInterval | 100 | written like 250ms, 5s, 2m, 1h or PT5S",
                "retryInterval | 0 | a duration from 1ms to 1h",
                "retryInterval | 11s | at most maxRetryInterval, which is 10s",
                "maxRetryInterval | 2h | a duration from 1ms to 1h",
                "deliveryTimeout | 5 | off or a duration from 0 to 24h",
                "connectTimeout | -5s | a duration from 1ms to 1h",
                "writeTimeout | 1d | a duration from 1ms to 1h",
                "delivery | SAFE | one of NONE, REPLAY, CONFIRMED",
                "replayWindow | 5MiB | a size from 1KiB to 4MiB",
                "replayMaxAge | 10 | a duration from 1ms to 1h",
                "confirmInterval | off | a duration from 1ms to 1h",
                "sendBufferSize | 1KiB | a size from 4KiB to 64MiB",
                "framing | LF | one of NEWLINE, CRLF, NUL, OCTET_COUNTING, LENGTH_PREFIX, NONE",
                "escapeNewlines | yes | true or false",
                "maxEventSize | 3MiB | a size from 1 to 2MiB",
                "maxEventSize | 0 | a size from 1 to 2MiB",
                "localAddress | eth0 | an IPv4 or IPv6 address",
                "localAddress | 999.1.1.1 | an IPv4 or IPv6 address",
                "jmx | on | true or false",
                "shutdownTimeout | 2 | off or a duration from 0 to 1h",
                "shutdownHook | 1 | true or false",
            })
    void namesOptionValueAndWhatIsValid(String option, String value, String valid) {
        List<String> problems = problemsOf(
                GasConfig.builder().option("destination", "logs:5170").option(option, value));

        assertThat(problems).singleElement().asString().contains("option " + option + ":", "'" + value + "'", valid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "logs",
                "logs:",
                ":5170",
                "logs:0",
                "logs:70000",
                "logs:-1",
                "logs:x",
                "::1:5170",
                "[1:2]:5170",
                "[:::]:5170",
                "[]:1",
                "[::1]",
                "tcp://logs:5170",
                "my logs:5170",
                "[logs]x:1",
                "logs:99999999999"
            })
    void refusesWhatIsNoDestination(String text) {
        List<String> problems = problemsOf(GasConfig.builder().option("destination", text));

        assertThat(problems)
                .singleElement()
                .asString()
                .contains("option destination:", "'" + text + "'", "host:port with a port from 1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${collector.host}",
                "#{collector}",
                "%COLLECTOR_HOST%",
                "@collector.host@",
                "<host>",
                "$HOST",
                "COLLECTOR_IS_UNDEFINED"
            })
    void refusesAPlaceholderThatNothingHasReplaced(String text) {
        assertThat(problemsOf(GasConfig.builder().option("destination", text + ":5170")))
                .singleElement()
                .asString()
                .contains("option destination:", "'" + text + ":5170'", "host:port", "looks like a placeholder");
        assertThat(problemsOf(GasConfig.builder().option("host", text).option("port", "5170")))
                .singleElement()
                .asString()
                .contains("option host:", "'" + text + "'", "a host name or an IP address", "looks like a placeholder");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my logs",
                "my\u00a0logs",
                "logs\tx",
                "log*",
                "a..b",
                ".logs",
                "...",
                "300.1.2.3",
                "10.0.0.256",
                "1.2.3.4.5"
            })
    void refusesWhatNoHostIsCalled(String host) {
        assertThat(problemsOf(GasConfig.builder().option("host", host).option("port", "5170")))
                .singleElement()
                .asString()
                .contains("option host:", "'" + host + "'", "a host name or an IP address")
                .doesNotContain("placeholder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "70000", "many", "tcp://10.96.12.7:5044"})
    void namesThePortAloneIfOnlyThePortIsWrong(String port) {
        assertThat(problemsOf(GasConfig.builder().option("host", "logs").option("port", port)))
                .containsExactly("option port: '" + port + "' is not valid; valid: a port from 1 to 65535");
    }

    @Test
    void namesBothHostAndPortIfBothAreEmpty() {
        assertThat(problemsOf(GasConfig.builder().option("remoteHost", "").option("port", "")))
                .containsExactly(
                        "option remoteHost: '' is not valid; valid: a host name or an IP address, like logs.example.com"
                                + " or ::1",
                        "option port: '' is not valid; valid: a port from 1 to 65535");
    }

    @Test
    void namesWhicheverOfHostAndPortIsMissing() {
        assertThat(problemsOf(GasConfig.builder().option("remoteHost", "logs")))
                .singleElement()
                .asString()
                .contains("option port: is missing", "a port from 1 to 65535");
        assertThat(problemsOf(GasConfig.builder().option("port", "5170")))
                .singleElement()
                .asString()
                .contains("option host: is missing", "a host name or an IP address");
    }

    @Test
    void namesMaxRetryIntervalIfThatAloneIsSetTooLow() {
        assertThat(problemsOf(
                        GasConfig.builder().option("destination", "logs:5170").option("maxRetryInterval", "50ms")))
                .singleElement()
                .asString()
                .contains("option maxRetryInterval: '50ms'", "at least retryInterval, which is 100ms");
    }

    @Test
    void refusesAMissingDestination() {
        assertThat(problemsOf(GasConfig.builder()))
                .singleElement()
                .asString()
                .contains("option destination: is missing", "host:port");
    }

    @Test
    void refusesADestinationInTwoSpellings() {
        assertThat(problemsOf(
                        GasConfig.builder().option("destination", "logs:5170").option("port", "5170")))
                .singleElement()
                .asString()
                .contains("option destination:", "'logs:5170'", "either destination, or host");
        assertThat(problemsOf(GasConfig.builder()
                        .option("host", "a")
                        .option("remoteHost", "b")
                        .option("port", "1")))
                .singleElement()
                .asString()
                .contains("option remoteHost:", "'b'", "either destination, or host");
    }

    @Test
    void refusesADestinationThatIsThereTwice() {
        assertThat(problemsOf(GasConfig.builder().option("destination", "a:1, b:2, a:1")))
                .singleElement()
                .asString()
                .contains("option destination:", "'a:1'", "each destination once");
    }

    @Test
    void namesEachDestinationThatIsNotValid() {
        assertThat(problemsOf(GasConfig.builder().option("destination", "a:1,,b")))
                .hasSize(2)
                .allMatch(problem -> problem.contains("host:port"));
    }

    @ParameterizedTest
    @CsvSource({"failback, 10ms", "maxConnectionAge, 999ms"})
    void refusesToReplaceConnectionsMoreThanOnceASecond(String option, String value) {
        assertThat(problemsOf(
                        GasConfig.builder().option("destination", "a:1, b:2").option(option, value)))
                .singleElement()
                .asString()
                .contains("option " + option + ":", "off, or at least 1s");
    }

    @Test
    void refusesFailbackWhereThereIsNone() {
        assertThat(problemsOf(GasConfig.builder()
                        .option("destination", "a:1, b:2")
                        .option("strategy", "random")
                        .option("failback", "5s")))
                .singleElement()
                .asString()
                .contains("option failback:", "'5s'", "strategy=FAILOVER");
    }

    @Test
    void refusesAnUnknownOptionAndSuggestsTheOneThatWasMeant() {
        assertThat(problemsOf(
                        GasConfig.builder().option("destination", "logs:5170").option("buffersize", "8MiB")))
                .singleElement()
                .asString()
                .contains("option buffersize:", "'8MiB'", "no such option", "did you mean bufferSize");
        assertThat(problemsOf(
                        GasConfig.builder().option("destination", "logs:5170").option("colour", "blue")))
                .singleElement()
                .asString()
                .contains("no such option", "the options are", "maxRetries")
                .doesNotContain("did you mean");
    }

    @Test
    void refusesEscapesThatTheFramingHasNoUseFor() {
        assertThat(problemsOf(GasConfig.builder()
                        .option("destination", "logs:5170")
                        .option("framing", "NUL")
                        .option("escapeNewlines", "true")))
                .singleElement()
                .asString()
                .contains("option escapeNewlines:", "'true'", "framing=NEWLINE or CRLF");
    }

    @Test
    void limitsFollowTheBufferSize() {
        assertThat(problemsOf(GasConfig.builder()
                        .option("destination", "logs:5170")
                        .option("bufferSize", "64KiB")
                        .option("maxEventSize", "16385")
                        .option("replayWindow", "32769")))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem).contains("maxEventSize", "'16385'", "1 to 16KiB"))
                .anySatisfy(problem -> assertThat(problem).contains("replayWindow", "'32769'", "1KiB to 32KiB"));
    }

    @Test
    void reportsAllProblemsAtOnce() {
        GasConfigException refused = catchThrowableOfType(
                GasConfigException.class,
                () -> GasConfig.builder()
                        .option("framing", "LF")
                        .option("retryInterval", "-1s")
                        .build());

        assertThat(refused.problems()).hasSize(3);
        assertThat(refused).hasMessageContaining("framing").hasMessageContaining("destination");
    }

    private static List<String> problemsOf(GasConfigBuilder builder) {
        return catchThrowableOfType(GasConfigException.class, builder::build).problems();
    }
}
