// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.gas4j.core.Framing;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Frames;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every encoder and layout that ships with Logback, logstash-logback-encoder, logback-gelf and ecs-logging, in every framing
 * that there is: a strict receiver reads back what was logged, or the appender is refused, or there is one warning that
 * says what to do.
 */
class EncodersInFramingsTest {
    private static final List<Framing> FRAMINGS =
            List.of(Framing.NEWLINE, Framing.CRLF, Framing.NUL, Framing.OCTET_COUNTING, Framing.LENGTH_PREFIX);
    private static final String ARGUMENT = "an \"argument\" <of>\ntwo lines, \u00fc\u20ac\ud83d\ude00";

    /** What comes of an encoder in a framing. */
    private enum Outcome {
        READ,
        WARNED,
        REFUSED
    }

    @ParameterizedTest(name = "{1} {0}")
    @MethodSource("encodersInFramings")
    void isReadBackOrRefusedOrWarnedOf(String encoder, Framing framing, Format format, Outcome outcome)
            throws IOException {
        try (Collector collector = Collector.up()) {
            String elements =
                    "<destination>%s</destination><framing>%s</framing><shutdownTimeout>20s</shutdownTimeout>%s";
            Logging logging = Logging.with(elements.formatted(collector.destination(), framing, encoder));
            log(logging);
            boolean started = logging.appender().isStarted();
            logging.close();

            assertThat(started).isEqualTo(outcome != Outcome.REFUSED);
            assertThat(logging.errors())
                    .hasSize(started ? 0 : 1)
                    .allMatch(error -> error.matches(".*option charset: '.*; valid: .*"));
            assertThat(warnings(logging))
                    .hasSize(outcome == Outcome.WARNED ? 1 : 0)
                    .allMatch(warning -> warning.matches("sending to .*: .*; (choose|switch) .*"));
            if (outcome == Outcome.READ) {
                assertArrived(
                        Frames.split(
                                        framing.name(),
                                        collector.journal().connections().get(0))
                                .complete(),
                        encoder,
                        framing,
                        format);
            }
        }
    }

    static Stream<Arguments> encodersInFramings() {
        String logback = "ch.qos.logback.";
        String logstash = "net.logstash.logback.";
        String logstashJson = logstash + "encoder.LogstashEncoder";
        String elastic = "co.elastic.logging.logback.EcsEncoder";
        return Stream.of(
                        encoder("<pattern>%-5level %msg%n</pattern>", Format.TEXT, "rrrrr"),
                        encoder("<pattern>%date %msg</pattern>", Format.TEXT, "rrrrr"),
                        encoder(
                                "<outputPatternAsHeader>true</outputPatternAsHeader><pattern>%msg%n</pattern>",
                                Format.TEXT, "rrrrr"),
                        encoder("<charset>UTF-16LE</charset><pattern>%msg%n</pattern>", Format.TEXT, "xxxxx"),
                        encoder("<charset>UTF-32</charset><pattern>%msg%n</pattern>", Format.TEXT, "xxxxx"),
                        encoder("<charset>IBM037</charset><pattern>%msg%n</pattern>", Format.TEXT, "xxxxx"),
                        layout(logback + "classic.PatternLayout", "<pattern>%msg%n</pattern>", Format.TEXT, "rrrrr"),
                        layout(logback + "classic.layout.TTLLLayout", "", Format.TEXT, "rrrrr"),
                        layout(logback + "core.layout.EchoLayout", "", Format.TEXT, "rrrrr"),
                        layout(logback + "classic.log4j.XMLLayout", "", Format.XML, "wwrrr"),
                        layout(
                                logback + "classic.html.HTMLLayout",
                                "<pattern>%level%msg</pattern>",
                                Format.HTML,
                                "wwrrr"),
                        encoder(logback + "core.encoder.EchoEncoder", "", Format.PLATFORM_TEXT, "rrrrr"),
                        encoder(logback + "classic.encoder.JsonEncoder", "", Format.JSON, "rrrrr"),
                        encoder(logstashJson, "", Format.JSON, "rrrrr"),
                        encoder(logstashJson, "<lineSeparator>WINDOWS</lineSeparator>", Format.JSON, "rrrrr"),
                        encoder(logstashJson, "<lineSeparator></lineSeparator>", Format.JSON, "rrrrr"),
                        encoder(
                                logstashJson,
                                "<decorator class=\"%sdecorate.PrettyPrintingDecorator\"/>".formatted(logstash),
                                Format.JSON,
                                "wwrrr"),
                        encoder(logstashJson, "<dataFormat>cbor</dataFormat>", Format.CBOR, "wwwrr"),
                        encoder(logstashJson, "<dataFormat>yaml</dataFormat>", Format.YAML, "wwrrr"),
                        encoder(logstashJson, "<dataFormat>smile</dataFormat>", Format.TEXT, "wwwww"),
                        encoder(
                                logstash + "encoder.LoggingEventCompositeJsonEncoder",
                                "<providers><timestamp/><message/><stackTrace/></providers>",
                                Format.JSON,
                                "rrrrr"),
                        layout(logstash + "layout.LogstashLayout", "", Format.JSON, "rrrrr"),
                        layout(
                                logstash + "layout.LoggingEventCompositeJsonLayout",
                                "<providers><timestamp/><message/><stackTrace/></providers>",
                                Format.JSON,
                                "rrrrr"),
                        encoder("de.siegmar.logbackgelf.GelfEncoder", "", Format.JSON, "rrrrr"),
                        encoder(
                                "de.siegmar.logbackgelf.GelfEncoder",
                                "<appendNewline>true</appendNewline>",
                                Format.JSON,
                                "rrrrr"),
                        encoder(elastic, "", Format.JSON, "rrrrr"),
                        encoder(elastic, "<stackTraceAsArray>true</stackTraceAsArray>", Format.JSON, "wwrrr"))
                .flatMap(inAll -> inAll);
    }

    private static void log(Logging logging) {
        logging.logger().info("plain {}", "event");
        logging.logger().warn("with {}", ARGUMENT);
        logging.logger().error("with {}", ARGUMENT, new IllegalStateException("of\ntwo lines"));
    }

    private static List<String> warnings(Logging logging) {
        return logging.warnings().stream()
                .filter(warning -> warning.contains("what receivers cannot read"))
                .toList();
    }

    private static void assertArrived(List<byte[]> frames, String encoder, Framing framing, Format format)
            throws IOException {
        boolean lines = framing == Framing.NEWLINE || framing == Framing.CRLF;
        boolean escaped = lines && !format.keepsNewlines();
        String argument = format.carried(escaped ? ARGUMENT.replace("\n", "\\n") : ARGUMENT);
        int footers = encoder.contains("HTMLLayout") ? 1 : 0;
        int headers = encoder.contains("AsHeader") ? 1 : footers;
        assertThat(frames).hasSize(headers + 3 + footers);
        assertThat(format.read(frames.get(headers))).contains("event");
        assertThat(format.read(frames.get(headers + 1))).contains(argument);
        assertThat(format.read(frames.get(headers + 2))).contains(argument);
    }

    private static Stream<Arguments> layout(String type, String elements, Format format, String outcomes) {
        String layout = "<layout class=\"%s\">%s</layout>".formatted(type, elements);
        return encoder("ch.qos.logback.core.encoder.LayoutWrappingEncoder", layout, format, outcomes);
    }

    private static Stream<Arguments> encoder(String elements, Format format, String outcomes) {
        return encoder("ch.qos.logback.classic.encoder.PatternLayoutEncoder", elements, format, outcomes);
    }

    /** An encoder in all framings, with an outcome for each: r, w, x, or - for one that is not tried. */
    private static Stream<Arguments> encoder(String type, String elements, Format format, String outcomes) {
        String encoder = "<encoder class=\"%s\">%s</encoder>".formatted(type, elements);
        return FRAMINGS.stream()
                .filter(framing -> outcomes.charAt(FRAMINGS.indexOf(framing)) != '-')
                .map(framing -> {
                    Outcome outcome = switch (outcomes.charAt(FRAMINGS.indexOf(framing))) {
                        case 'r' -> Outcome.READ;
                        case 'w' -> Outcome.WARNED;
                        default -> Outcome.REFUSED;
                    };
                    return arguments(encoder, framing, format, outcome);
                });
    }
}
