// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.core.encoder.EncoderBase;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Pki;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options that cannot work: each is an ERROR status that says what would work, and the appender does not start. */
class BadOptionsTest {
    private static final String SOMEWHERE = "<destination>127.0.0.1:5170</destination>";

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "connectTimeout    | 5          | a duration from 1ms to 1h, written like 250ms, 5s",
                "connectTimeout    | 5x         | a duration from 1ms to 1h, written like 250ms, 5s",
                "dnsFallback       | maybe      | true or false",
                "connectTimeout    | off        | a duration from 1ms to 1h, written like 250ms, 5s",
                "deliveryTimeout   | soon       | off or a duration",
                "blockTimeout      | 2h         | a duration from 1ms to 1h",
                "writeTimeout      | -3s        | a duration from 1ms to 1h",
                "retryInterval     | 20s        | at most maxRetryInterval, which is 10s",
                "maxRetryInterval  | 30         | a duration from 1ms to 1h",
                "replayMaxAge      | 1.5s       | a duration from 1ms to 1h",
                "confirmInterval   | 0          | a duration from 1ms to 1h",
                "shutdownTimeout   | never      | off or a duration from 0 to 1h",
                "bufferSize        | 8 MegaByte | a size from 64KiB to 1GiB, written like 65536, 64KB or 8MiB",
                "bufferSize        | 1KB        | a size from 64KiB to 1GiB",
                "bufferSize        | 2GB        | a size from 64KiB to 1GiB",
                "maxEventSize      | 4MiB       | a size from 1 to 2MiB",
                "replayWindow      | 5MiB       | a size from 1KiB to 4MiB",
                "sendBufferSize    | 0          | a size from 4KiB to 64MiB",
                "overflow          | DROP_ALL   | one of DROP_NEWEST, DROP_OLDEST, BLOCK",
                "delivery          | SAFE       | one of NONE, REPLAY, CONFIRMED",
                "framing           | LINES      | one of NEWLINE, CRLF, NUL, OCTET_COUNTING, LENGTH_PREFIX, NONE",
                "shedLevel         | FATAL      | one of off, TRACE, DEBUG, INFO, WARN, ERROR",
                "shedThreshold     | 100%       | a percentage from 1% to 99%",
                "maxRetries        | many       | a whole number from -1",
                "maxRetries        | -2         | a whole number from -1",
                "escapeNewlines    | yes        | true or false",
                "jmx               | on         | true or false",
                "shutdownHook      | 1          | true or false",
                "localAddress      | eth0       | an IPv4 or IPv6 address",
            })
    void namesTheOptionItsValueAndWhatIsValid(String option, String value, String valid) {
        String element = "<%1$s>%2$s</%1$s>".formatted(option, value);

        String error = onlyError(SOMEWHERE + Logging.MESSAGE_ONLY + element);

        assertThat(error)
                .contains("option " + option + ": '")
                .contains(value.strip())
                .contains("valid: " + valid);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:0",
                "127.0.0.1:70000",
                "127.0.0.1:http",
                "127.0.0.1:",
                "127.0.0.1",
                ":5170",
                "::1:5170",
                "http://127.0.0.1:5170",
            })
    void namesADestinationThatIsNone(String destination) {
        String error = onlyError("<destination>" + destination + "</destination>" + Logging.MESSAGE_ONLY);

        assertThat(error)
                .contains("option destination: '" + destination + "'")
                .contains("valid: host:port with a port from 1 to 65535, like logs.example.com:5170 or [::1]:5170");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<host>127.0.0.1</host><port>0</port>                      | port        | 0",
                "<host>a</host><port>tcp://10.96.12.7:5044</port>          | port        | tcp://10.96.12.7:5044",
                "<host>a</host><port>${NONE:-}</port>                           | port        | ''",
                "<host>${NONE:-}</host><port>1</port>                        | host        | ''",
                "<host>#{collector}</host><port>5170</port>                | host        | #{collector}",
                "<host>${NO_SUCH_COLLECTOR}</host><port>1</port>           | host        | NO_SUCH_COLLECTOR_IS_UNDEFINED",
                "<remoteHost>a b</remoteHost><port>5170</port>             | remoteHost  | a b",
                "<host>a</host><remoteHost>b</remoteHost><port>1</port>    | remoteHost  | b",
                "<destination>a:1</destination><port>5170</port>           | destination | a:1",
                "<destination>a:1</destination><destination>b</destination>    | destination | b",
            })
    void namesWhichPartOfADestinationIsWrong(String elements, String option, String value) {
        assertThat(onlyError(elements + Logging.MESSAGE_ONLY)).contains("option " + option + ": '" + value + "'");
    }

    @Test
    void asksForTheOtherPartOfADestination() {
        assertThat(onlyError("<host>127.0.0.1</host>" + Logging.MESSAGE_ONLY))
                .contains("option port: is missing; valid: a port from 1 to 65535");
        assertThat(onlyError("<port>5170</port>" + Logging.MESSAGE_ONLY)).contains("option host: is missing; valid: ");
    }

    @Test
    void asksForADestination() {
        assertThat(onlyError(Logging.MESSAGE_ONLY)).contains("option destination: is missing; valid: host:port");
    }

    @Test
    void namesAVariableThatIsNotDefined() {
        assertThat(onlyError("<destination>${SOME_COLLECTOR}</destination>" + Logging.MESSAGE_ONLY))
                .contains("option destination: 'SOME_COLLECTOR_IS_UNDEFINED' is not valid");
    }

    @Test
    void asksForAnEncoder() {
        assertThat(onlyError(SOMEWHERE)).contains("option encoder: is missing; valid: an <encoder> element");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<trustStore><location>file:/none.jks</location></trustStore> | trustStore 'file:/none.jks' was not found",
                "<keyStore><location>file:/none.jks</location></keyStore>     | keyStore 'file:/none.jks' was not found",
                "<trustStore><location>/none.jks</location></trustStore>      | without file: it is sought on the class path",
                "<trustStore></trustStore>                                    | location is required",
                "<trustStore><location>file:/none.jks</location><type>?</type></trustStore> | trustStore 'file:/none.jks'",
                "<protocol>NoSuch</protocol>                                  | protocol 'NoSuch' is not known",
                "<protocol>DTLS</protocol>                                    | protocol 'DTLS' with",
                "<protocol>Default</protocol>                                 | ",
                "<provider>NoSuch</provider>                                  | NoSuch",
                "<parameters><includedProtocols>SSLv9</includedProtocols></parameters>   | includedProtocols 'SSLv9'",
                "<parameters><includedCipherSuites>X</includedCipherSuites></parameters> | includedCipherSuites 'X'",
                "<parameters><includedProtocols>*</includedProtocols></parameters> | ",
            })
    void refusesAnSslElementThatCannotEncrypt(String elements, @Nullable String problem) {
        assertThat(onlyError(SOMEWHERE + Logging.MESSAGE_ONLY + "<ssl>" + elements + "</ssl>"))
                .contains("option ssl: ")
                .contains(problem == null ? "" : problem);
    }

    @Test
    void refusesAWrongPasswordOfAStore(@TempDir Path directory) {
        Path store = new Pki(directory, "ca").trustStore();
        String ssl = "<ssl><trustStore><location>file:%s</location><password>wrong</password></trustStore></ssl>"
                .formatted(store);

        assertThat(onlyError(SOMEWHERE + Logging.MESSAGE_ONLY + ssl))
                .contains("option ssl: trustStore 'file:" + store + "'", "password was incorrect", "valid: ");
    }

    @Test
    void reportsAllProblemsAtOnce() {
        try (Logging logging =
                Logging.with("<bufferSize>big</bufferSize><framing>LINES</framing><ssl><protocol>?</protocol></ssl>")) {
            assertThat(logging.errors())
                    .hasSize(5)
                    .anyMatch(error -> error.contains("option bufferSize"))
                    .anyMatch(error -> error.contains("option framing"))
                    .anyMatch(error -> error.contains("option ssl"))
                    .anyMatch(error -> error.contains("option destination"))
                    .anyMatch(error -> error.contains("option encoder"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"header", "start", "library"})
    void refusesAnEncoderThatFailsBeforeTheFirstEvent(String moment) {
        String encoder =
                "<encoder class=\"%s\"><moment>%s</moment></encoder>".formatted(FailingEncoder.class.getName(), moment);

        assertThat(onlyError(SOMEWHERE + encoder))
                .contains("option encoder: '" + FailingEncoder.class.getName() + "' failed with ")
                .contains(moment);
    }

    @Test
    void leavesAnUnknownElementToJoransWarning() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination(), "<buferSize>8MiB</buferSize>")) {
            assertThat(logging.warnings()).anyMatch(warning -> warning.contains("[buferSize]"));
            assertThat(logging.appender().isStarted()).isTrue();
        }
    }

    @Test
    void startsOnceTheOptionIsPutRight() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.to(collector.destination(), "<maxRetries>many</maxRetries>")) {
            logging.appender().setMaxRetries("10");

            logging.appender().start();

            logging.logger().info("one");
            assertThat(collector.awaitLines(1)).containsExactly("one");
        }
    }

    /** Returns the only ERROR status of an appender that did not start, and of which the application notices nothing. */
    private static String onlyError(String elements) {
        try (Logging logging = Logging.with(elements)) {
            assertThat(logging.errors()).hasSize(1);
            assertThat(logging.appender().isStarted()).isFalse();
            assertThat(logging.appender().stats()).isNull();
            assertThatCode(() -> logging.logger().info("to nowhere")).doesNotThrowAnyException();
            return logging.errors().get(0);
        }
    }

    /** Fails at a chosen moment, but only when the appender asks: Joran finds it started. */
    public static final class FailingEncoder extends EncoderBase<Object> {
        private String moment = "";
        private boolean startedByJoran;

        /** Sets when to fail. */
        public void setMoment(String moment) {
            this.moment = moment;
        }

        @Override
        public void start() {
            if (moment.equals("start") && startedByJoran) {
                throw new IllegalStateException("start");
            }
            startedByJoran = true;
            started = !moment.equals("start");
        }

        @Override
        public byte[] headerBytes() {
            if (moment.equals("library")) {
                throw new NoClassDefFoundError("library");
            }
            throw new IllegalStateException("header");
        }

        @Override
        public byte[] encode(Object event) {
            return new byte[0];
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }
}
