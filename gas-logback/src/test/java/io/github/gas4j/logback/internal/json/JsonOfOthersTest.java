// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.Encoder;
import co.elastic.logging.logback.EcsEncoder;
import io.github.gas4j.logback.GasJsonEncoder;
import io.github.gas4j.logback.internal.pattern.OddEvents;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of odd events beside that of the encoders whose fields it has. */
class JsonOfOthersTest {
    /** Refuses what follows the object, and names that stand twice. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonMapper LENIENT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final TypeReference<TreeMap<String, Object>> FIELDS = new TypeReference<>() {};

    private final LoggerContext context = new LoggerContext();
    private List<ILoggingEvent> events = List.of();

    @BeforeEach
    void makeEvents() {
        LogbackMDCAdapter mdc = new LogbackMDCAdapter();
        context.setMDCAdapter(mdc);
        context.putProperty("app", "sh\u00f6p \"1\"");
        events = OddEvents.of(context, mdc);
    }

    @Test
    void isThatOfLogstashEncoder() {
        Comparison same = compare(gas("LOGSTASH"), started(new LogstashEncoder()));

        assertThat(same.differences).isEmpty();
        assertThat(same.compared).isGreaterThan(400);
    }

    @Test
    void isThatOfEcsEncoderAndMore() {
        EcsEncoder ecs = new EcsEncoder();
        ecs.setServiceName("shop");
        GasJsonEncoder gas = new GasJsonEncoder();
        gas.setFormat("ECS");
        gas.setServiceName("shop");
        gas.setIncludeMarkers("false");
        gas.setIncludeKeyValuePairs("false");
        Comparison same = compare(started(gas), started(ecs));

        assertThat(same.differences).isEmpty();
        assertThat(same.compared).isGreaterThan(300);
    }

    @Test
    void isValidGelf() {
        Encoder<ILoggingEvent> gas = gas("GELF");
        for (ILoggingEvent event : events) {
            Map<String, Object> fields = parse(STRICT, gas.encode(event));

            assertThat(fields).containsEntry("version", "1.1").containsKeys("host", "short_message", "timestamp");
            assertThat(fields.keySet())
                    .allMatch(name ->
                            name.matches("version|host|short_message|full_message|timestamp|level|_(?!id$)[\\w.-]*"));
            assertThat(fields.values()).allMatch(value -> value instanceof String || value instanceof Number);
        }
    }

    /** What was compared, and what differs though nothing explains it. */
    private static final class Comparison {
        int compared;
        final List<String> differences = new ArrayList<>();
    }

    private Comparison compare(Encoder<ILoggingEvent> ours, Encoder<ILoggingEvent> theirs) {
        Comparison comparison = new Comparison();
        for (ILoggingEvent event : events) {
            Map<String, Object> gas = parse(STRICT, ours.encode(event));
            Map<String, Object> other = others(theirs, event);
            if (other != null) {
                comparison.compared++;
                withoutHalves(gas, other);
                if (!gas.equals(other)) {
                    comparison.differences.add(difference(other, gas));
                }
            }
        }
        return comparison;
    }

    /** Removes the fields that hold half of a surrogate pair, which the other encoders damage. */
    private static void withoutHalves(Map<String, Object> gas, Map<String, Object> other) {
        Set<String> damaged = new TreeSet<>();
        gas.forEach((name, value) -> {
            if (String.valueOf(value).indexOf('\ufffd') >= 0 || name.indexOf('\ufffd') >= 0) {
                damaged.add(name);
            }
        });
        gas.keySet().removeAll(damaged);
        other.keySet().removeAll(damaged);
    }

    private static String difference(Map<String, Object> expected, Map<String, Object> actual) {
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(actual.keySet());
        StringBuilder difference = new StringBuilder();
        for (String name : names) {
            String wanted = String.valueOf(expected.get(name));
            String found = String.valueOf(actual.get(name));
            int at = 0;
            while (at < Math.min(wanted.length(), found.length()) && wanted.charAt(at) == found.charAt(at)) {
                at++;
            }
            if (!Objects.equals(expected.get(name), actual.get(name))) {
                difference
                        .append(name)
                        .append(": ")
                        .append(around(wanted, at))
                        .append(" but was ")
                        .append(around(found, at));
            }
        }
        return difference.toString();
    }

    private static String around(String text, int at) {
        return '<' + text.substring(Math.max(0, at - 30), Math.min(text.length(), at + 60)) + '>';
    }

    /** Returns the fields of another encoder; null if it writes none, or garbles the event. */
    private static @Nullable Map<String, Object> others(Encoder<ILoggingEvent> encoder, ILoggingEvent event) {
        byte[] bytes;
        try {
            bytes = encoder.encode(event);
        } catch (RuntimeException damaged) {
            return null;
        }
        boolean isEcs = encoder instanceof EcsEncoder;
        boolean garbled = isEcs && event.getTimeStamp() < 0;
        boolean printedOtherwise = isEcs && trace(event).contains("common frames omitted"); // as "more"
        return bytes == null || bytes.length == 0 || garbled || printedOtherwise ? null : parse(LENIENT, bytes);
    }

    private static String trace(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null ? "" : ThrowableProxyUtil.asString(thrown);
    }

    private static Map<String, Object> parse(JsonMapper mapper, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return mapper.readValue(text, FIELDS);
        } catch (CharacterCodingException notUtf8) {
            throw new AssertionError(notUtf8);
        }
    }

    private Encoder<ILoggingEvent> gas(String format) {
        GasJsonEncoder encoder = new GasJsonEncoder();
        encoder.setFormat(format);
        return started(encoder);
    }

    private Encoder<ILoggingEvent> started(Encoder<ILoggingEvent> encoder) {
        encoder.setContext(context);
        encoder.start();
        assertThat(encoder.isStarted()).isTrue();
        return encoder;
    }
}
