// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.internal.event.TemplateMessage;
import io.github.gas4j.core.internal.event.TestEvent;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options and events at the edge of what is possible. */
class JsonEdgesTest {
    private static final TestEvent EVENT = TestEvent.of("text");

    @ParameterizedTest
    @ValueSource(
            strings = {"a message", "two\nlines and a \"quote\"", "\u00e9\u20ac\ud83d\ude00", "half \ud83d", "{}", "\0"
            })
    void aMessageThatComesAgainAndAgainIsWrittenTheSame(String message) {
        for (JsonFormat format : JsonFormat.values()) {
            Json json = new Json("format", format.name());
            TestEvent event = TestEvent.of(message);
            String first = json.line(event);
            for (int i = 0; i < 200; i++) {
                assertThat(json.line(event)).isEqualTo(first);
            }
            assertThat(json.fields(event)).containsValue(TestEvent.received(message));
        }
    }

    @Test
    void aNameThatTheEventDoesNotUseIsFree() {
        Json ecs = new Json("format", "ECS");
        TestEvent event = EVENT.with(pairs("error.type", "mine", "service.name", "s", "event.id", "e", "tags", "t"));

        assertThat(ecs.fields(event))
                .containsEntry("error.type", "mine")
                .containsEntry("service.name", "s")
                .containsEntry("event.id", "e")
                .containsEntry("tags", "t");
        assertThat(ecs.fields(event.with(new IllegalStateException("no"))))
                .containsEntry("error.type", "java.lang.IllegalStateException");
        assertThat(ecs.fields(EVENT.with(new TestEvent.Extra(
                        List.of(new SimpleImmutableEntry<>("tags", "t")), Map.of(), Map.of(), List.of("M")))))
                .containsEntry("tags", List.of("M"));
    }

    @Test
    void aConstantMayHaveANameThatTheOptionsLeaveFree() {
        assertThat(new Json("includeMarkers", "false", "customFields", "{\"tags\":[\"prod\"]}").fields(EVENT))
                .containsEntry("tags", List.of("prod"));
        assertThat(new Json("format", "ECS", "customFields", "{\"service.name\":\"shop\"}").fields(EVENT))
                .containsEntry("service.name", "shop");
        assertThat(new Json(
                                "format",
                                "ECS",
                                "serviceName",
                                "shop",
                                "fieldName",
                                "service.name=svc",
                                "customFields",
                                "{\"service.name\":\"mine\"}")
                        .fields(EVENT))
                .containsEntry("svc", "shop")
                .containsEntry("service.name", "mine");
    }

    @Test
    void whatIsNoCollectionIsWrittenAsItsText() {
        Iterable<String> tree = new Iterable<>() {
            @Override
            public Iterator<String> iterator() {
                return Collections.emptyIterator();
            }

            @Override
            public String toString() {
                return "{\"a\":1}";
            }
        };

        assertThat(new Json().fields(EVENT.with(pairs("o", tree)))).containsEntry("o", "{\"a\":1}");
    }

    @ParameterizedTest
    @CsvSource({"'{}', ' ', '-'", "' {} {}', '', '-'", "'{}', x, x", "'a {}', ' ', 'a  '"})
    void aMessageThatItsArgumentsLeaveBlankIsADashInGelf(String template, String argument, String expected) {
        Json gelf = new Json("format", "GELF");
        TestEvent event = TestEvent.of(new TemplateMessage(template, List.of(argument, argument)));

        for (int i = 0; i < 3; i++) { // a template is kept when it comes again
            assertThat(gelf.fields(event)).containsEntry("short_message", expected);
        }
    }

    @Test
    void keysOfMapsAreNeverCut() {
        Map<String, Integer> map = new LinkedHashMap<>();
        for (int i = 0; i < 3; i++) {
            map.put("com.example.service.orders.checkout.basket.number" + i, i);
        }
        TestEvent event = EVENT.with(pairs("m", map, "a", "x".repeat(200), "b", "y".repeat(300)));

        assertThat(new Json("maxLength", "700").fields(event)).containsKey("message");
    }

    @Test
    void maxLengthHoldsWhateverTheApplicationAdds() {
        Json json = new Json("maxLength", "600");
        List<String> markers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            markers.add("marker" + i);
        }

        assertThat(json.fields(EVENT.with(new TestEvent.Extra(List.of(), Map.of(), Map.of(), markers))))
                .containsEntry("gas.note", "[maxLength]");
        assertThat(json.length()).isLessThanOrEqualTo(600);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maxLength|512|customFields|{\"a\":\"0123456789\"}|option maxLength: '512'|at least 534",
                "customFields|{\"a\":{\"b\":1,\"b\":2}}|format|ECS|option customFields|the name \"b\" is there twice",
                "customFields|{\"a\":\"\\ud800\"}|format|ECS|option customFields|it holds half of a surrogate pair",
                "includeMdcKeyName|  |format|ECS|option includeMdcKeyName: ''|keys with commas between them",
                "includeMdcKeyName|a|includeMdc|false|option includeMdcKeyName: 'a'|nothing with includeMdc=false",
                "excludeMdcKeyName|a|includeMdc|false|option excludeMdcKeyName: 'a'|nothing with includeMdc=false",
                "timeZone|UTC|timestampPattern|[ISO_INSTANT]|option timeZone: 'UTC'|nothing with timestampPattern",
                "fieldName|message=a,message=b|format|ECS|option fieldName|one new name for each field",
                "fieldName|host=x|format|GELF|option fieldName: 'host=x'|old=new",
                "staticField|nocolon|format|GELF|option staticField: 'nocolon'|pairs like app:shop",
            })
    void refusesWhatCannotBe(
            String option, @Nullable String value, String other, String text, String what, String valid) {
        assertThatThrownBy(() -> new Json(option, value == null ? " " : value, other, text))
                .isInstanceOf(GasConfigException.class)
                .hasMessageContaining(what)
                .hasMessageContaining(valid);
    }

    @Test
    void newNamesFollowTheRulesOfGelf() {
        assertThat(new Json("format", "GELF", "fieldName", "level=my sev,_logger_name=id").fields(EVENT))
                .containsEntry("_my_sev", 6)
                .containsKey("_id_");
    }

    @Test
    void aCommaInAStaticFieldIsEscaped() {
        assertThat(new Json("format", "GELF", "staticField", "brokers:k1:9092\\,k2:9092,zone=eu").fields(EVENT))
                .containsEntry("_brokers", "k1:9092,k2:9092")
                .containsEntry("_zone", "eu");
    }

    @Test
    void aSourceThatFailsCostsNoOther() {
        List<SimpleImmutableEntry<String, @Nullable Object>> pairs = new ArrayList<>();
        pairs.add(new SimpleImmutableEntry<>("a", 1));
        pairs.add(null);
        TestEvent event = EVENT.with(new TestEvent.Extra(pairs, Map.of("trace", "t"), Map.of("c", "d"), List.of()));

        assertThat(new Json().fields(event))
                .containsEntry("a", 1)
                .containsEntry("gas.note", "[pairs failed: java.lang.NullPointerException]")
                .containsEntry("trace", "t")
                .containsEntry("c", "d");
    }

    @Test
    void aThousandPairsAndSuppressedThrowablesAreBounded() {
        List<SimpleImmutableEntry<String, @Nullable Object>> pairs = new ArrayList<>();
        Exception thrown = new Exception("outer");
        Exception same = new Exception("same");
        for (int i = 0; i < 5_000; i++) {
            pairs.add(new SimpleImmutableEntry<>("k" + i % 1_000, i));
            thrown.addSuppressed(i % 2 == 0 ? same : new Exception("other"));
        }
        TestEvent event = EVENT.with(new TestEvent.Extra(pairs, Map.of(), Map.of(), List.of()));

        assertThat(new Json().fields(event)).hasSizeGreaterThan(1_000);
        for (String rootFirst : List.of("true", "false")) {
            String trace = String.valueOf(new Json("rootCauseFirst", rootFirst, "maxDepthPerThrowable", "1")
                    .fields(EVENT.with(thrown))
                    .get("stack_trace"));
            assertThat(trace).containsOnlyOnce("[more than 256 throwables]").hasSizeLessThan(200_000);
        }
    }

    private static TestEvent.Extra pairs(Object... namesAndValues) {
        List<SimpleImmutableEntry<String, @Nullable Object>> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(new SimpleImmutableEntry<>((String) namesAndValues[i], namesAndValues[i + 1]));
        }
        return new TestEvent.Extra(pairs, Map.of(), Map.of(), List.of());
    }
}
