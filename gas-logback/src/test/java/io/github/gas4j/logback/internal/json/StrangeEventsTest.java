// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.pattern.RootCauseFirstThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import io.github.gas4j.logback.GasJsonEncoder;
import io.github.gas4j.logback.internal.pattern.OddEvents;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.logstash.logback.encoder.LogstashEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Events that are not Logback's own, events that fail, and the bytes of those that do not. */
class StrangeEventsTest {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final TypeReference<TreeMap<String, Object>> FIELDS = new TypeReference<>() {};

    private final LoggerContext context = new LoggerContext();
    private final LogbackMDCAdapter mdc = new LogbackMDCAdapter();

    /** What the test's encoders write. */
    enum Format {
        LOGSTASH("message", "stack_trace"),
        ECS("message", "error.stack_trace"),
        GELF("short_message", "full_message");

        final String message;
        final String trace;

        Format(String message, String trace) {
            this.message = message;
            this.trace = trace;
        }
    }

    @BeforeEach
    void setAdapter() {
        context.setMDCAdapter(mdc);
    }

    @Test
    void fieldsOfTheFormatAreLogstashEncodersByteForByte() {
        GasJsonEncoder ours = new GasJsonEncoder();
        ours.setIncludeMdc("false");
        ours.setIncludeContext("false");
        ours.setIncludeKeyValuePairs("false");
        start(ours);
        LogstashEncoder theirs = new LogstashEncoder();
        theirs.setIncludeMdc(false);
        theirs.setIncludeContext(false);
        theirs.setIncludeKeyValuePairs(false);
        theirs.setContext(context);
        theirs.start();

        int compared = 0;
        for (ILoggingEvent event : OddEvents.of(context, mdc)) {
            IThrowableProxy thrown = event.getThrowableProxy();
            String trace = thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
            // with spaces, because two halves side by side would be a pair
            String texts = event.getFormattedMessage()
                    + ' '
                    + event.getThreadName()
                    + ' '
                    + event.getLoggerName()
                    + ' '
                    + trace;
            boolean hasMarkers = event.getMarkerList() != null; // they cannot be switched off in the same way
            if (!hasMarkers
                    && StandardCharsets.UTF_8
                            .newEncoder()
                            .canEncode(texts)) { // Jackson damages halves of surrogate pairs
                assertThat(text(ours.encode(event))).isEqualTo(text(theirs.encode(event)));
                compared++;
            }
        }

        assertThat(compared).isGreaterThan(100);
    }

    @Test
    void aTraceWithTheRootCauseFirstIsThatOfLogback() {
        GasJsonEncoder encoder = new GasJsonEncoder();
        encoder.setRootCauseFirst("true");
        start(encoder);
        RootCauseFirstThrowableProxyConverter logback = new RootCauseFirstThrowableProxyConverter();
        logback.setContext(context);
        logback.start();

        int circular = 0;
        for (ILoggingEvent event : OddEvents.of(context, mdc)) {
            String expected = logback.convert(event);
            if (event.getThrowableProxy() != null
                    && StandardCharsets.UTF_8.newEncoder().canEncode(expected)) {
                assertThat(fields(encoder, event)).containsEntry("stack_trace", expected);
                circular += expected.contains("CIRCULAR") ? 1 : 0;
            }
        }

        assertThat(circular).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void writesAnEventOfWhichNothingIsKnown(Format format) {
        ILoggingEvent empty = event(Map.of());

        assertThat(fields(encoder(format), empty)).containsEntry(levelOf(format), "OFF");
    }

    @ParameterizedTest
    @EnumSource
    void writesANoteForAMessageThatFails(Format format) {
        ILoggingEvent event = event(Map.of("getLevel", Level.INFO, "getFormattedMessage", new IllegalStateException()));

        assertThat(fields(encoder(format), event))
                .containsEntry(format.message, "[message failed: java.lang.IllegalStateException]");
    }

    @ParameterizedTest
    @EnumSource
    void writesTheRestOfAnEventWhoseMarkersAndFieldsFail(Format format) {
        ILoggingEvent event = event(Map.of(
                "getLevel",
                Level.WARN,
                "getFormattedMessage",
                "text",
                "getMarkerList",
                new IllegalStateException(),
                "getMDCPropertyMap",
                new IllegalStateException()));

        assertThat(fields(encoder(format), event))
                .containsEntry(format.message, "text")
                .containsEntry(
                        format == Format.GELF ? "_gas.note" : "gas.note",
                        "[MDC failed: java.lang.IllegalStateException]")
                .containsEntry(
                        format == Format.GELF ? "_marker" : "tags",
                        format == Format.GELF
                                ? "[markers failed: java.lang.IllegalStateException]"
                                : List.of("[markers failed: java.lang.IllegalStateException]"));
    }

    @ParameterizedTest
    @EnumSource
    void writesANoteForAThrowableThatCannotBeRead(Format format) {
        IThrowableProxy unreadable = (IThrowableProxy) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IThrowableProxy.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getClassName")) {
                        return "com.example.Unreadable";
                    }
                    throw new IllegalStateException("no");
                });
        ILoggingEvent event =
                event(Map.of("getLevel", Level.ERROR, "getFormattedMessage", "text", "getThrowableProxy", unreadable));

        assertThat(fields(encoder(format), event))
                .containsEntry(format.message, "text")
                .containsEntry(format.trace, "[stack trace failed: java.lang.IllegalStateException]\n");
    }

    @ParameterizedTest
    @EnumSource
    void knowsASeverityForEachLevel(Format format) {
        for (Level level : List.of(Level.OFF, Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE)) {
            Map<String, Object> fields = fields(encoder(format), event(Map.of("getLevel", level)));

            assertThat(fields).containsEntry(levelOf(format), level.levelStr);
        }
    }

    @Test
    void servesTwoAppendersAtTheSameTime() throws InterruptedException {
        GasJsonEncoder encoder = encoder(Format.LOGSTASH);
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        Thread other = new Thread(() -> log(encoder, second, "second"));
        other.start();
        log(encoder, first, "first");
        other.join();

        assertThat(lines(first))
                .hasSize(1_000)
                .allSatisfy(line -> assertThat(message(line)).startsWith("first "));
        assertThat(lines(second))
                .hasSize(1_000)
                .allSatisfy(line -> assertThat(message(line)).startsWith("second "));
    }

    private void log(GasJsonEncoder encoder, ByteArrayOutputStream to, String name) {
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(to);
        appender.start();
        for (int i = 0; i < 1_000; i++) {
            appender.doAppend(event(Map.of("getLevel", Level.INFO, "getFormattedMessage", name + " " + i)));
        }
    }

    private static List<String> lines(ByteArrayOutputStream from) {
        return from.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String message(String line) {
        return String.valueOf(STRICT.readValue(line, FIELDS).get("message"));
    }

    private static String levelOf(Format format) {
        return switch (format) {
            case LOGSTASH -> "level";
            case ECS -> "log.level";
            case GELF -> "_level_name";
        };
    }

    /** Returns an event whose methods return what is given, throw it if it is an exception, or return null, 0 or false. */
    private static ILoggingEvent event(Map<String, Object> results) {
        return (ILoggingEvent) Proxy.newProxyInstance(
                StrangeEventsTest.class.getClassLoader(),
                new Class<?>[] {ILoggingEvent.class},
                (proxy, method, arguments) -> {
                    Object result = results.get(method.getName());
                    if (result instanceof RuntimeException failure) {
                        throw failure;
                    }
                    if (result != null) {
                        return result;
                    }
                    Class<?> type = method.getReturnType();
                    if (type == boolean.class) {
                        return false;
                    }
                    return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : null;
                });
    }

    private GasJsonEncoder encoder(Format format) {
        GasJsonEncoder encoder = new GasJsonEncoder();
        encoder.setFormat(format.name());
        return start(encoder);
    }

    private GasJsonEncoder start(GasJsonEncoder encoder) {
        encoder.setContext(context);
        encoder.start();
        assertThat(encoder.isStarted()).isTrue();
        return encoder;
    }

    private static Map<String, Object> fields(GasJsonEncoder encoder, ILoggingEvent event) {
        return STRICT.readValue(text(encoder.encode(event)), FIELDS);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
