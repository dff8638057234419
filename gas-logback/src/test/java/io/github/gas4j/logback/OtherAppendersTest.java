// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.migration.ForeignOptions;
import io.github.gas4j.testkit.Collector;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations that were written for other appenders. */
class OtherAppendersTest {
    private static final String SOMEWHERE = "<destination>127.0.0.1:9</destination>" + Logging.MESSAGE_ONLY;
    private static final String PASTED = "<reconnectionDelay>5 seconds</reconnectionDelay>";

    @Test
    void refusesEachOfTheirOptionsWithWhatIsValid() {
        String elements =
                ForeignOptions.names().stream().map("<%1$s>1</%1$s>"::formatted).collect(Collectors.joining());

        try (Logging logging = Logging.with(SOMEWHERE + elements)) {
            assertThat(logging.appender().isStarted()).isFalse();
            assertThat(logging.errors()).hasSameSizeAs(ForeignOptions.names());
            for (String name : ForeignOptions.names()) {
                assertThat(logging.errors())
                        .as(name)
                        .filteredOn(error -> error.contains("option " + name + ": is not an option of GAS, but of"))
                        .singleElement()
                        .asString()
                        .contains("; valid: ");
            }
        }
    }

    @Test
    void refusesAnElementWithElementsInIt() {
        String strategy = "<connectionStrategy><roundRobin><connectionTTL>5 minutes</connectionTTL></roundRobin>"
                + "</connectionStrategy>";

        try (Logging logging = Logging.with(SOMEWHERE + strategy)) {
            assertThat(logging.errors())
                    .singleElement()
                    .asString()
                    .contains("option connectionStrategy: ", "valid: strategy");
        }
    }

    @Test
    void takesNoNoticeOfWhatIsInOtherElements() {
        try (Collector collector = Collector.up()) {
            String good = "<destination>" + collector.destination() + "</destination>" + Logging.MESSAGE_ONLY;
            try (Logging logging = Logging.of(Logging.file(
                    "",
                    Logging.appender("GOOD", good),
                    Logging.appender("BAD", SOMEWHERE + PASTED),
                    Logging.appender("LATER", good)))) {
                assertThat(logging.errors()).singleElement().asString().contains("option reconnectionDelay: ");
                logging.appender().stop();
                logging.appender().start();
                assertThat(logging.appender().isStarted()).isTrue();
                assertThat(logging.appender("LATER").isStarted()).isTrue();
                assertThat(logging.appender("BAD").isStarted()).isFalse();
            }
        }
    }

    @Test
    void takesNoNoticeOfTheConfigurationBeforeAReload() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.with(SOMEWHERE + PASTED)) {
            assertThat(logging.appender().isStarted()).isFalse();

            logging.reload(Logging.file(
                    "",
                    Logging.appender(
                            "COLLECTOR",
                            "<destination>" + collector.destination() + "</destination>" + Logging.MESSAGE_ONLY)));

            assertThat(logging.appender().isStarted()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "net.logstash.logback.appender.LogstashTcpSocketAppender",
                "ch.qos.logback.classic.net.SocketAppender",
                "ch.qos.logback.classic.net.SSLSocketAppender",
                "ch.qos.logback.classic.net.SyslogAppender",
                "de.siegmar.logbackgelf.GelfTcpAppender",
                "de.siegmar.logbackgelf.GelfTcpTlsAppender",
                "de.siegmar.logbackgelf.GelfUdpAppender",
            })
    void knowsEachOptionThatTheyHave(String appender) throws ClassNotFoundException {
        Set<String> ours = elements(GasAppender.class);

        assertThat(elements(Class.forName(appender)))
                .hasSizeGreaterThan(5)
                .allMatch(name -> ours.contains(name) || ForeignOptions.contains(name));
    }

    /** Returns what Joran takes inside of an appender's element. */
    private static Set<String> elements(Class<?> appender) {
        return Arrays.stream(appender.getMethods())
                .filter(method -> method.getParameterCount() == 1)
                .filter(method -> !method.getParameterTypes()[0].isArray())
                .map(method -> method.getName())
                .filter(name -> name.matches("(set|add)[A-Z].*"))
                .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                .collect(Collectors.toSet());
    }
}
