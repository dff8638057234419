// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.syslog;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.event.HostName;
import io.github.gas4j.core.internal.event.TestEvent;
import io.github.gas4j.testkit.SyslogMessage;
import io.github.gas4j.testkit.SyslogMessage.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written of an event. */
class SyslogEventWriterTest {
    private static final TestEvent EVENT = TestEvent.of("text");

    @Test
    void writesTheHeaderThatTheOptionsSay() {
        SyslogMessage message = new Syslog(
                        "facility", "local3", "appName", "shop", "hostname", "web-1", "msgId", "order")
                .message(EVENT);

        assertThat(message.facility()).isEqualTo(19);
        assertThat(message.severity()).isEqualTo(6);
        assertThat(message.hostname()).isEqualTo("web-1");
        assertThat(message.appName()).isEqualTo("shop");
        assertThat(message.procId())
                .isEqualTo(Long.toString(ProcessHandle.current().pid()));
        assertThat(message.msgId()).isEqualTo("order");
        assertThat(message.elements()).isEmpty();
        assertThat(message.text()).isEqualTo("text");
        assertThat(message.marked()).isFalse();
        assertThat(OffsetDateTime.parse(message.timestamp()).toInstant())
                .isEqualTo(Instant.ofEpochSecond(1_700_000_000L, 123_000_000));
    }

    @Test
    void hasDefaultsForTheHeader() {
        SyslogMessage message = new Syslog().message(EVENT);

        assertThat(message.facility()).isEqualTo(1);
        assertThat(message.hostname()).isEqualTo(HostName.get());
        assertThat(message.appName()).isEqualTo("-");
        assertThat(message.msgId()).isEqualTo("-");
    }

    @Test
    void makesTheHeaderPrintableAndCutsIt() {
        SyslogMessage message = new Syslog(
                        "appName", "a b\u00e9\n" + "x".repeat(60), "hostname", "h".repeat(300), "msgId", " ")
                .message(EVENT);

        assertThat(message.appName()).isEqualTo("a_b__" + "x".repeat(43));
        assertThat(message.hostname()).isEqualTo("h".repeat(255));
        assertThat(message.msgId()).isEqualTo("-");
    }

    @ParameterizedTest
    @CsvSource({"kern, 0", "LOCAL7, 23", "0, 0", "23, 23", "Clock, 15", "4, 4"})
    void takesAFacilityByNameOrNumber(String facility, int number) {
        assertThat(new Syslog("facility", facility).message(EVENT).facility()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"0, .000000", "999, .000000", "1_000, .000001", "999_999_999, .999999"})
    void writesMicroseconds(String nanos, String fraction) {
        TestEvent event = new TestEvent(
                0, Integer.parseInt(nanos.replace("_", "")), "text", "l", "t", TestEvent.Extra.NONE, null);

        assertThat(new Syslog().message(event).timestamp()).contains(":00" + fraction);
    }

    @ParameterizedTest
    @ValueSource(longs = {-99_999_999_999L, 999_999_999_999L})
    void aYearThatCannotBeWrittenIsLeftOut(long second) {
        TestEvent event = new TestEvent(second, 1, "text", "l", "t", TestEvent.Extra.NONE, null);

        assertThat(new Syslog().message(event).timestamp()).isEqualTo("-");
    }

    @Test
    void marksWhatIsNotAscii() {
        Syslog syslog = new Syslog();

        assertThat(syslog.message(TestEvent.of("x".repeat(100))).marked()).isFalse();
        for (String text : List.of("\u00e9", "x".repeat(40) + "\u00e9", "\ud83d\ude00" + "x".repeat(100))) {
            SyslogMessage message = syslog.message(TestEvent.of(text));
            assertThat(message.marked()).isTrue();
            assertThat(message.text()).isEqualTo(text);
        }
    }

    @Test
    void replacesHalvesOfSurrogatePairs() {
        Syslog syslog = new Syslog();
        for (String half : List.of("\ud83d", "\ude00")) {
            for (String text : List.of("?" + half + "x", half, "x".repeat(600) + half + "?", half + half)) {
                assertThat(syslog.message(TestEvent.of(text)).text()).isEqualTo(TestEvent.received(text));
                assertThat(values(syslog.message(EVENT.with(mdc("k", text))))).containsOnly(TestEvent.received(text));
            }
        }
    }

    @Test
    void anEventWithoutAMessageHasNoMsg() {
        assertThat(new String(new Syslog().bytes(TestEvent.of(null)), StandardCharsets.UTF_8))
                .endsWith(" - -");
        assertThat(new Syslog().message(TestEvent.of("\r\n")).text()).isNull();
    }

    @Test
    void writesPairsAndMdcAsStructuredData() {
        TestEvent event = EVENT.with(new TestEvent.Extra(
                pairs("a", 1, "b", "\"\\]", "a", 2), Map.of("a", "mdc", "c", "3"), Map.of(), List.of()));

        SyslogMessage message = new Syslog().message(event);

        assertThat(message.elements()).hasSize(1);
        assertThat(message.elements().get(0).id()).isEqualTo("mdc@32473");
        assertThat(message.parameters())
                .containsExactly(new Parameter("a", "1"), new Parameter("b", "\"\\]"), new Parameter("c", "3"));
    }

    @Test
    void writesOnlyWhatIsWanted() {
        TestEvent event =
                EVENT.with(new TestEvent.Extra(pairs("p", 1), Map.of("a", "1", "b", "2"), Map.of(), List.of()));

        assertThat(names(new Syslog("includeMdcKeyName", "b").message(event))).containsExactly("p", "b");
        assertThat(names(new Syslog("excludeMdcKeyName", "b").message(event))).containsExactly("p", "a");
        assertThat(names(new Syslog("includeMdc", "false").message(event))).containsExactly("p");
        assertThat(names(new Syslog("includeKeyValuePairs", "false", "includeMdcKeyName", "a").message(event)))
                .containsExactly("a");
        assertThat(new Syslog("structuredDataId", "shop@1.2").message(event).elements())
                .extracting(SyslogMessage.Element::id)
                .containsExactly("shop@1.2");
    }

    @Test
    void anIdStandsFirstAndNoOtherParameterHasItsName() {
        Syslog syslog = new Syslog("eventId", "true");
        TestEvent event = EVENT.with(mdc("event_id", "mine"));

        SyslogMessage message = syslog.message(event);

        assertThat(names(message)).containsExactly("event_id");
        assertThat(values(message)).allMatch(id -> id.matches("[g-v][0-9a-v]{12}-[0-9a-v]{12}"));
        assertThat(values(syslog.message(event))).isNotEqualTo(values(message));
        assertThat(new Syslog().message(event).parameters()).containsExactly(new Parameter("event_id", "mine"));
    }

    @Test
    void namesThatAreNotAllowedAreChangedAndWrittenOnce() {
        String longName = "x".repeat(32);
        TestEvent event = EVENT.with(new TestEvent.Extra(
                pairs("a b=\"]\u00e9\n\\", 1, "", 2, longName + "1", 3, longName + "2", 4, longName + "1", 5),
                Map.of(),
                Map.of(),
                List.of()));

        assertThat(new Syslog().message(event).parameters())
                .containsExactly(
                        new Parameter("a_b_____\\", "1"), new Parameter("_", "2"), new Parameter(longName, "3"));
    }

    @Test
    void controlCharactersOfAValueAreSpelled() {
        assertThat(values(new Syslog().message(EVENT.with(mdc("k", "a\nb\r\tc\u0000\u007f")))))
                .containsExactly("a\\nb\\r\\tc\\u0000\\u007F");
    }

    @Test
    void whatThrowsBecomesANote() {
        Object thrower = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        SyslogMessage message = new Syslog()
                .message(EVENT.with(new TestEvent.Extra(
                        pairs("bad", thrower, "none", null, "good", 1), Map.of(), Map.of(), List.of())));

        assertThat(message.parameters())
                .containsExactly(
                        new Parameter("bad", "[toString() failed: java.lang.IllegalStateException]"),
                        new Parameter("good", "1"));
    }

    @Test
    void theTraceFollowsTheMessage() {
        Exception thrown = new Exception("outer", new IOException("inner"));
        List<String> lines = lines(new Syslog().message(EVENT.with(thrown)));

        assertThat(lines).startsWith("text", "java.lang.Exception: outer");
        assertThat(lines.get(2)).startsWith("\tat ").contains(SyslogEventWriterTest.class.getName());
        assertThat(lines).contains("Caused by: java.io.IOException: inner");
        assertThat(lines(new Syslog("rootCauseFirst", "true", "maxDepthPerThrowable", "1").message(EVENT.with(thrown))))
                .containsSubsequence("text", "java.io.IOException: inner", "Wrapped by: java.lang.Exception: outer")
                .hasSize(7);
        assertThat(lines(new Syslog().message(TestEvent.of(null).with(thrown))))
                .startsWith("java.lang.Exception: outer");
    }

    private static List<String> lines(SyslogMessage message) {
        return String.valueOf(message.text()).lines().toList();
    }

    private static List<String> names(SyslogMessage message) {
        return message.parameters().stream().map(Parameter::name).toList();
    }

    private static List<String> values(SyslogMessage message) {
        return message.parameters().stream().map(Parameter::value).toList();
    }

    private static TestEvent.Extra mdc(String name, String value) {
        return new TestEvent.Extra(List.of(), Map.ofEntries(entry(name, value)), Map.of(), List.of());
    }

    private static List<SimpleImmutableEntry<String, @Nullable Object>> pairs(@Nullable Object... namesAndValues) {
        List<SimpleImmutableEntry<String, @Nullable Object>> pairs = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            pairs.add(new SimpleImmutableEntry<>(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]));
        }
        return pairs;
    }
}
