// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.gas4j.testkit.Pki;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BadConfigurationTest {
    private static final String DESTINATION = "destination=\"127.0.0.1:9\" ";

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            destination   | ''                     | host:port with a port from 1 to 65535
            destination   | logs.example.com       | host:port with a port from 1 to 65535
            destination   | logs.example.com:0     | host:port with a port from 1 to 65535
            destination   | logs.example.com:70000 | host:port with a port from 1 to 65535
            destination   | ':5170'                | host:port with a port from 1 to 65535
            destination   | '::1:5170'             | host:port with a port from 1 to 65535
            destination   | b                      | host:port
            destination   | '${collector.host}:9'  | looks like a placeholder
            destination   | '%COLLECTOR_HOST%:9'   | looks like a placeholder
            destination   | 'my logs:9'            | host:port with a port from 1 to 65535
            bufferSize    | 8 apples               | a size from 64KiB to 1GiB
            bufferSize    | 1KiB                   | a size from 64KiB to 1GiB
            bufferSize    | 2GiB                   | a size from 64KiB to 1GiB
            overflow      | DROP_ALL               | one of DROP_NEWEST, DROP_OLDEST, BLOCK
            shedLevel     | NOTICE                 | one of off, TRACE, DEBUG, INFO, WARN, ERROR
            shedThreshold | 100%                   | a percentage from 1% to 99%
            maxRetries    | -2                     | a whole number from -1
            maxRetries    | many                   | a whole number from -1
            retryInterval | 5                      | a duration from 1ms to 1h, written like 250ms, 5s
            retryInterval | 11s                    | at most maxRetryInterval, which is 10s
            connectTimeout| soon                   | a duration
            dnsFallback   | maybe                  | true or false
            connectTimeout| 0                      | a duration from 1ms
            delivery      | TWICE                  | one of NONE, REPLAY
            replayWindow  | 5MiB                   | a size from 1KiB to 4MiB
            maxEventSize  | 3MiB                   | a size from 1 to 2MiB
            framing       | COMMA                  | one of NEWLINE, CRLF, NUL, OCTET_COUNTING, LENGTH_PREFIX, NONE
            escapeNewlines| perhaps                | true or false
            localAddress  | example.com            | an IPv4 or IPv6 address
            strategy      | ROUND                  | ROUND_ROBIN
            tls           | yes                    | true or false
            """)
    void aBadOptionIsAnErrorThatNamesOptionValueAndWhatIsValid(String option, String value, String valid) {
        String given = option + "=\"" + value + "\"";
        start("destination".equals(option) ? given : DESTINATION + given);

        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("'GAS'", "option " + option + ": ", "'" + value + "'", "valid: ", valid);
    }

    @Test
    void aMissingDestinationIsAnErrorThatNamesIt() {
        start("");

        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option destination: is missing", "valid: host:port");
    }

    @ParameterizedTest
    @CsvSource({"0", "70000", "-1", "http", "''", "tcp://10.96.12.7:5044"})
    void aBadPortIsAnErrorThatNamesIt(String port) {
        start("host=\"127.0.0.1\" port=\"" + port + "\"");

        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option port: '" + port + "' is not valid", "a port from 1 to 65535");
    }

    @Test
    void anEmptyHostIsAnErrorThatNamesIt() {
        start("host=\"\" port=\"5170\"");

        assertThat(status.ofGas(Level.ERROR)).singleElement().asString().contains("option host: '' is not valid");
    }

    @Test
    void twoSpellingsOfTheDestinationContradictEachOther() {
        start(DESTINATION + "host=\"127.0.0.1\" port=\"9\"");

        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option destination: '127.0.0.1:9'", "either destination, or host");
    }

    @Test
    void everyProblemIsAnErrorOfItsOwn() {
        start("overflow=\"DROP_ALL\" maxRetries=\"many\"");

        assertThat(status.ofGas(Level.ERROR))
                .hasSize(3)
                .anyMatch(problem -> problem.contains("option destination"))
                .anyMatch(problem -> problem.contains("option overflow"))
                .anyMatch(problem -> problem.contains("option maxRetries"));
    }

    @Test
    void aMissingLayoutIsAnErrorThatNamesIt() {
        start(DESTINATION, "");

        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option Layout: is missing", "valid: an element like PatternLayout");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <Ssl><TrustStore location="/no/such.p12"/></Ssl>               | TrustStore '/no/such.p12' was not found
            <Ssl><KeyStore location="/no/such.p12"/></Ssl>                 | KeyStore '/no/such.p12' was not found
            <Ssl><TrustStore location="file:/no/such.p12"/></Ssl>          | TrustStore 'file:/no/such.p12' was not found
            <Ssl><TrustStore location="classpath:no/such.p12"/></Ssl>      | TrustStore 'classpath:no/such.p12' was not found
            <Ssl><TrustStore/></Ssl>                                       | TrustStore '' has no location
            <Ssl><TrustStore location="x" passwordFile="/no/file"/></Ssl>  | passwordFile '/no/file' is missing
            <Ssl><TrustStore location="x" passwordEnvironmentVariable="NO_SUCH"/></Ssl> | variable NO_SUCH is not set
            <Ssl><TrustStore location="x" pasword="y"/></Ssl>              | TrustStore has no attribute or element 'pasword'
            <Ssl><TrustStor location="x"/></Ssl>                           | Ssl has no attribute or element 'TrustStor'
            <Ssl><TrustStore location="x"/><TrustStore location="y"/></Ssl> | element 'TrustStore' is unknown or given twice
            <Ssl protocol="NoSuch"/>                                       | protocol 'NoSuch' is not one
            <Ssl protocol="DTLS"/>                                         | protocol 'DTLS' is not one
            <Ssl protocol="Default"/>                                      | protocol 'Default' is not one
            <Ssl protokoll="TLS"/>                                         | Ssl has no attribute or element 'protokoll'
            <Ssl verifyHostName="no"/>                                     | verifyHostName 'no' is not valid
            """)
    void anSslElementThatCannotEncryptIsAnErrorThatSaysWhy(String ssl, String problem) {
        start(DESTINATION, ssl + "<PatternLayout pattern=\"%m%n\"/>");

        assertThat(status.ofGas(Level.ERROR))
                .anySatisfy(error -> assertThat(error).contains("'GAS'", "option Ssl: ", problem, "valid: "));
    }

    @Test
    void aWrongPasswordOfAStoreIsAnErrorThatNamesTheStore() {
        Path store = new Pki(directory, "ca").trustStore();

        start(
                DESTINATION,
                "<Ssl><TrustStore location=\"" + store
                        + "\" password=\"wrong\"/></Ssl><PatternLayout pattern=\"%m%n\"/>");

        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option Ssl: TrustStore '" + store + "'", "password was incorrect", "valid: ");
    }

    @Test
    void anElementThatIsNotUsedIsAnErrorAndDoesNotPreventTheStart() {
        String elements = "<PatternLayout pattern=\"%m%n\"/><KeyValuePair key=\"a\" value=\"b\"/>";
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(DESTINATION + "shutdownTimeout=\"0\"", elements))) {
            assertThat(log4j.appender().isStarted()).isTrue();
        }
        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("element 'KeyValuePair' has no effect");
    }

    @Test
    void anUnknownAttributeIsAnErrorOfLog4jAndDoesNotPreventTheStart() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(DESTINATION + "bufferrSize=\"1MiB\""))) {
            assertThat(log4j.appender().isStarted()).isTrue();
        }
        assertThat(status.errors()).singleElement().asString().contains("Gas contains", "bufferrSize");
    }

    @Test
    void aBufferThatMemoryCannotHoldIsAnErrorThatNamesTheOption() {
        start(DESTINATION + "bufferSize=\"1GiB\"");

        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option bufferSize: '1GiB'", "valid: a smaller buffer");
    }

    /** Starts an appender that must not start, and uses it. */
    private void start(String attributes) {
        start(attributes, "<PatternLayout pattern=\"%m%n\"/>");
    }

    private void start(String attributes, String elements) {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(attributes, elements))) {
            assertThat(log4j.context().isStarted()).isTrue();
            assertThat(log4j.appender().isStarted()).isFalse();
            assertThatCode(() -> log4j.logger().error("the application runs on"))
                    .doesNotThrowAnyException();
        }
    }
}
