// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.gas4j.core.Framing;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Frames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layout that ships with Log4j, and that of ecs-logging, in every framing that there is: a strict receiver reads back
 * what was logged, or the appender is refused, or there is one warning that says what to do.
 */
class LayoutsInFramingsTest {
    private static final List<Framing> FRAMINGS =
            List.of(Framing.NEWLINE, Framing.CRLF, Framing.NUL, Framing.OCTET_COUNTING, Framing.LENGTH_PREFIX);
    private static final String ARGUMENT = "an \"argument\" <of>\ntwo lines, \u00fc\u20ac\ud83d\ude00";

    @TempDir
    private Path directory;

    /** What comes of a layout in a framing. */
    private enum Outcome {
        READ,
        WARNED,
        REFUSED
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("layoutsInFramings")
    void isReadBackOrRefusedOrWarnedOf(String layout, Framing framing, Format format, Outcome outcome)
            throws IOException {
        try (StatusRecorder status = new StatusRecorder();
                Collector collector = Collector.up()) {
            Log4j log4j = Log4j.start(
                    directory,
                    Log4j.gas(
                            "destination=\"%s\" framing=\"%s\" shutdownTimeout=\"20s\""
                                    .formatted(collector.destination(), framing),
                            layout));
            GasAppender appender = log4j.appender();
            log(log4j);
            boolean started = appender.isStarted();
            assertThat(log4j.stop(0)).isTrue();

            assertThat(started).isEqualTo(outcome != Outcome.REFUSED);
            assertThat(status.ofGas(Level.ERROR))
                    .hasSize(started ? 0 : 1)
                    .allMatch(error -> error.matches("(?s).*option (Layout|charset): .*; valid: .*"));
            assertThat(status.ofGas(Level.WARN))
                    .filteredOn(warning -> !warning.contains("begins with a digit")) // CSV, which all but rsyslog read
                    .hasSize(outcome == Outcome.READ ? 0 : 1)
                    .allMatch(warning -> warning.matches(
                            started
                                    ? "(?s).*what receivers cannot read: .*; (choose|switch) .*"
                                    : "(?s).*has dropped 1 event so far.*"));
            if (outcome == Outcome.READ) {
                assertArrived(
                        Frames.split(
                                        framing.name(),
                                        collector.journal().connections().get(0))
                                .complete(),
                        appender.getLayout(),
                        framing,
                        format);
            }
        }
    }

    static Stream<Arguments> layoutsInFramings() {
        String template = "<JsonTemplateLayout eventTemplateUri=\"classpath:%s.json\"/>";
        return Stream.of(
                        layout("<PatternLayout pattern=\"%m%n\" charset=\"UTF-8\"/>", Format.TEXT, "rrrrr"),
                        layout(
                                "<PatternLayout pattern=\"%-5p %d %m\" charset=\"UTF-8\" header=\"h\" footer=\"f\"/>",
                                Format.TEXT, "rrrrr"),
                        layout("<PatternLayout pattern=\"%m%n\" charset=\"UTF-16\"/>", Format.TEXT, "xxxxx"),
                        layout("<PatternLayout pattern=\"%m%n\" charset=\"UTF-32LE\"/>", Format.TEXT, "xxxxx"),
                        layout("<PatternLayout pattern=\"%m%n\" charset=\"IBM037\"/>", Format.TEXT, "xxxxx"),
                        layout("<CsvParameterLayout/>", Format.CSV, "rrrrr"),
                        layout("<CsvLogEventLayout/>", Format.CSV, "rrrrr"),
                        layout("<CsvLogEventLayout format=\"Excel\" header=\"a,b\"/>", Format.CSV, "rrrrr"),
                        layout("<HtmlLayout/>", Format.HTML, "wwrrr"),
                        layout("<SyslogLayout newLine=\"true\"/>", Format.SYSLOG, "rrrrr"),
                        layout("<SyslogLayout/>", Format.SYSLOG, "rrrrr"),
                        layout("<Rfc5424Layout appName=\"a\" newLine=\"true\"/>", Format.SYSLOG, "rrrrr"),
                        layout("<Rfc5424Layout appName=\"a\" exceptionPattern=\"%ex\"/>", Format.SYSLOG, "rrrrr"),
                        layout("<Rfc5424Layout appName=\"a\" useTlsMessageFormat=\"true\"/>", Format.SYSLOG, "xxxxx"),
                        layout("<XmlLayout compact=\"true\"/>", Format.XML, "rrrrr"),
                        layout("<XmlLayout/>", Format.XML, "wwrrr"),
                        layout("<XmlLayout complete=\"true\"/>", Format.XML, "wwwww"),
                        layout("<YamlLayout/>", Format.YAML, "wwrrr"),
                        layout("<JsonLayout compact=\"true\" eventEol=\"true\"/>", Format.JSON, "rrrrr"),
                        layout("<JsonLayout compact=\"true\"/>", Format.JSON, "rrrrr"),
                        layout("<JsonLayout properties=\"true\"/>", Format.JSON, "wwrrr"),
                        layout("<JsonLayout complete=\"true\"/>", Format.JSON, "wwwww"),
                        layout("<JsonLayout complete=\"true\" compact=\"true\"/>", Format.JSON, "wwwww"),
                        layout("<GelfLayout host=\"h\" compressionType=\"OFF\"/>", Format.JSON, "rrrrr"),
                        layout(gelf("includeNullDelimiter"), Format.JSON, "wwrww"),
                        layout(gelf("includeNewLineDelimiter"), Format.JSON, "rrrrr"),
                        layout("<GelfLayout/>", Format.JSON, "xxxxx"),
                        layout("<GelfLayout compressionType=\"ZLIB\"/>", Format.JSON, "xxxxx"),
                        layout("<JsonTemplateLayout/>", Format.JSON, "rrrrr"),
                        layout("<JsonTemplateLayout eventDelimiter=\"&#10;\"/>", Format.JSON, "rrrrr"),
                        layout("<JsonTemplateLayout nullEventDelimiterEnabled=\"true\"/>", Format.JSON, "wwrww"),
                        layout("<JsonTemplateLayout charset=\"UTF-16LE\"/>", Format.JSON, "xxxxx"),
                        layout(template.formatted("GcpLayout"), Format.JSON, "rrrrr"),
                        layout(template.formatted("GelfLayout"), Format.JSON, "rrrrr"),
                        layout(template.formatted("JsonLayout"), Format.JSON, "rrrrr"),
                        layout(template.formatted("LogstashJsonEventLayoutV1"), Format.JSON, "rrrrr"),
                        layout("<EcsLayout serviceName=\"s\"/>", Format.JSON, "rrrrr"),
                        layout("<EcsLayout stackTraceAsArray=\"true\"/>", Format.JSON, "wwrrr"),
                        layout("<SerializedLayout/>", Format.TEXT, "xxxxx"),
                        layout("<MessageLayout/>", Format.TEXT, "xxxxx"))
                .flatMap(inAll -> inAll);
    }

    @Test
    void aLayoutThatDoesItsOwnFramingIsLeftAloneWithoutFraming() {
        try (StatusRecorder status = new StatusRecorder();
                Collector collector = Collector.up()) {
            for (String layout : List.of(
                    "<GelfLayout/>",
                    gelf("includeNullDelimiter"),
                    "<PatternLayout pattern=\"%m%n\" charset=\"UTF-16\"/>",
                    "<Rfc5424Layout appName=\"a\" useTlsMessageFormat=\"true\"/>",
                    "<JsonLayout complete=\"true\"/>",
                    "<SerializedLayout/>")) {
                Log4j log4j = Log4j.start(
                        directory,
                        Log4j.gas("destination=\"%s\" framing=\"NONE\"".formatted(collector.destination()), layout));
                log(log4j);
                assertThat(log4j.appender().isStarted()).as(layout).isTrue();
                log4j.close();
            }

            assertThat(status.ofGas(Level.ERROR)).isEmpty();
            assertThat(status.ofGas(Level.WARN)).noneMatch(warning -> warning.contains("receivers cannot read"));
        }
    }

    @Test
    void aReceiverThatJoinsLinesGetsThem() {
        try (StatusRecorder status = new StatusRecorder();
                Collector collector = Collector.up()) {
            Log4j log4j = Log4j.start(
                    directory,
                    Log4j.gas(
                            "destination=\"%s\" escapeNewlines=\"false\" shutdownTimeout=\"20s\""
                                    .formatted(collector.destination()),
                            "<JsonLayout/>"));
            log4j.logger().info("event");
            assertThat(log4j.stop(0)).isTrue();

            assertThat(collector.lines()).hasSizeGreaterThan(3).startsWith("{").endsWith("}");
            assertThat(status.ofGas(Level.WARN)).isEmpty();
        }
    }

    private static void log(Log4j log4j) {
        log4j.logger().info("plain {}", "event");
        log4j.logger().warn("with {}", ARGUMENT);
        log4j.logger().error("with {}", ARGUMENT, new IllegalStateException("of\ntwo lines"));
    }

    private static void assertArrived(List<byte[]> frames, Layout<?> layout, Framing framing, Format format)
            throws IOException {
        int headers = count(layout.getHeader());
        assertThat(frames).hasSize(headers + 3 + count(layout.getFooter()));
        boolean lines = framing == Framing.NEWLINE || framing == Framing.CRLF;
        boolean escaped = lines && !format.keepsNewlines();
        String argument = escaped ? ARGUMENT.replace("\n", "\\n") : ARGUMENT;
        assertThat(format.read(frames.get(headers))).contains("event");
        assertThat(format.read(frames.get(headers + 1))).contains(argument);
        assertThat(format.read(frames.get(headers + 2))).contains(argument);
    }

    private static int count(byte @Nullable [] headerOrFooter) {
        return headerOrFooter == null || headerOrFooter.length == 0 ? 0 : 1;
    }

    private static String gelf(String delimiter) {
        return "<GelfLayout host=\"h\" compressionType=\"OFF\" %s=\"true\"/>".formatted(delimiter);
    }

    /** A layout in all framings, with an outcome for each: r, w or x. */
    private static Stream<Arguments> layout(String layout, Format format, String outcomes) {
        return FRAMINGS.stream().map(framing -> {
            Outcome outcome = switch (outcomes.charAt(FRAMINGS.indexOf(framing))) {
                case 'r' -> Outcome.READ;
                case 'w' -> Outcome.WARNED;
                default -> Outcome.REFUSED;
            };
            return arguments(layout, framing, format, outcome);
        });
    }
}
