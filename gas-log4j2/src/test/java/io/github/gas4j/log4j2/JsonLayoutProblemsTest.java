// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What invalid options of the layout lead to. */
final class JsonLayoutProblemsTest {
    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            format                    | XML         | LOGSTASH, ECS
            includeMdc                | perhaps     | true or false
            includeKeyValuePairs      | perhaps     | true or false
            includeMarkers            | perhaps     | true or false
            includeContext            | perhaps     | true or false
            includeCallerData         | perhaps     | true or false
            rootCauseFirst            | perhaps     | true or false
            customFields              | [1]         | object
            fieldName                 | message     | =
            timestampPattern          | yyyy-bb     | pattern
            timeZone                  | Nowhere     | zone
            shortenedLoggerNameLength | short       | number
            maxDepthPerThrowable      | deep        | number
            maxLength                 | long        | number
            charset                   | ISO-8859-1  | UTF-8
            charset                   | no charset  | UTF-8
            """)
    void aBadOptionIsAnErrorThatNamesOptionValueAndWhatIsValid(String option, String value, String valid) {
        assertRefused(option + "=\"" + value + "\"");

        assertThat(ofLayout())
                .singleElement()
                .asString()
                .contains("option " + option + ": ", "'" + value + "'", "valid: ", valid);
    }

    @Test
    void everyProblemIsAnErrorOfItsOwn() {
        assertRefused("charset=\"UTF-16\" format=\"XML\" includeMdc=\"perhaps\"");

        assertThat(ofLayout())
                .hasSize(3)
                .anyMatch(problem -> problem.contains("option charset: "))
                .anyMatch(problem -> problem.contains("option format: "))
                .anyMatch(problem -> problem.contains("option includeMdc: "));
    }

    @Test
    void anUnknownAttributeIsAnErrorOfLog4jAndDoesNotPreventTheStart() {
        String gas = Log4j.gas("destination=\"127.0.0.1:1\" shutdownTimeout=\"0\"", "<GasJsonLayout fromat=\"ECS\"/>");
        try (Log4j log4j = Log4j.start(directory, gas)) {
            assertThat(log4j.appender().isStarted()).isTrue();
        }
        assertThat(status.errors()).singleElement().asString().contains("GasJsonLayout contains", "fromat");
    }

    @Test
    void utf8IsTheCharsetUnderAnyOfItsNames() {
        assertThat(GasJsonLayout.newBuilder().setCharset("utf8").build()).isNotNull();
        assertThat(status.errors()).isEmpty();
    }

    /** As after any mistake in a layout, but never with some options and without others. */
    @Test
    void anAppenderOfLog4jTakesItsOwnLayout() throws IOException {
        Path file = directory.resolve("file.log");
        String appender =
                "<File name=\"FILE\" fileName=\"" + file + "\"><GasJsonLayout includeMdc=\"perhaps\"/></File>";
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(appender, "FILE"))) {
            log4j.logger().info("hello");
        }

        assertThat(file).hasContent("hello");
        assertThat(ofLayout()).hasSize(1);
    }

    @Test
    void aRunningAppenderKeepsItsLayoutIfTheNewOneIsRefused() {
        String good = Log4j.gas("destination=\"127.0.0.1:1\" shutdownTimeout=\"0\"", "<GasJsonLayout/>");
        try (Log4j log4j = Log4j.start(directory, good)) {
            log4j.reload(good.replace("<GasJsonLayout/>", "<GasJsonLayout format=\"XML\"/>"));

            log4j.logger().info("hello");
            assertThat(log4j.appender().isStarted()).isTrue();
            assertThat(log4j.stats().offered()).isEqualTo(1);
        }
    }

    private void assertRefused(String attributes) {
        String gas =
                Log4j.gas("destination=\"127.0.0.1:1\" shutdownTimeout=\"0\"", "<GasJsonLayout " + attributes + "/>");
        try (Log4j log4j = Log4j.start(directory, gas)) {
            assertThat(log4j.appender().isStarted()).isFalse();
        }
        assertThat(status.ofGas(Level.ERROR))
                .singleElement()
                .asString()
                .contains("option Layout: is missing, or was refused by an error before this one");
    }

    private List<String> ofLayout() {
        return status.errors().stream()
                .filter(error -> error.contains("GasJsonLayout: option "))
                .toList();
    }
}
