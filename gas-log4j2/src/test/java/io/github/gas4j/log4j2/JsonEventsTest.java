// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StringMapMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.spi.MutableThreadContextStack;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of each part of an event, odd ones included. */
final class JsonEventsTest {
    private final GasJsonLayout layout =
            Objects.requireNonNull(GasJsonLayout.newBuilder().build());

    @ParameterizedTest
    @CsvSource({
        "OFF, 50000, 0",
        "FATAL, 50000, 1",
        "ERROR, 40000, 3",
        "WARN, 30000, 4",
        "INFO, 20000, 6",
        "DEBUG, 10000, 7",
        "TRACE, 5000, 7",
        "ALL, 5000, 7"
    })
    void eachLevelHasANameAndTheNumbersOfLogstashAndSyslog(String name, int number, int severity) {
        Log4jLogEvent.Builder event = Log4jLogEvent.newBuilder().setLevel(Level.valueOf(name));
        JsonNode logstash = Json.of(layout, event.build());
        JsonNode gelf = Json.of(
                Objects.requireNonNull(
                        GasJsonLayout.newBuilder().setFormat("GELF").build()),
                event.build());

        assertThat(logstash.path("level").asText()).isEqualTo(name);
        assertThat(logstash.path("level_value").asInt()).isEqualTo(number);
        assertThat(gelf.path("level").asInt()).isEqualTo(severity);
    }

    @Test
    void aLevelOfTheApplicationLiesBetweenItsNeighbours() {
        Level notice = Level.forName("NOTICE", 350);

        JsonNode event =
                Json.of(layout, Log4jLogEvent.newBuilder().setLevel(notice).build());

        assertThat(event.path("level").asText()).isEqualTo("NOTICE");
        assertThat(event.path("level_value").asInt()).isBetween(20_001, 29_999);
    }

    @Test
    void theEntriesOfAMapMessageAreFieldsBesideItsText() {
        JsonNode event = json(new StringMapMessage().with("order", "4711").with("user", "ann"));

        assertThat(event.path("order").asText()).isEqualTo("4711");
        assertThat(event.path("user").asText()).isEqualTo("ann");
        assertThat(event.path("message").asText()).isEqualTo("order=\"4711\" user=\"ann\"");
    }

    /** As Elastic's layout for Log4j does it. */
    @Test
    void theEntryMessageOfAMapMessageIsItsText() {
        JsonNode event = json(new StringMapMessage().with("message", "hello").with("user", "ann"));

        assertThat(event.path("message").asText()).isEqualTo("hello");
        assertThat(event.path("user").asText()).isEqualTo("ann");
    }

    @Test
    void numbersAndTruthsOfAMapMessageStayWhatTheyAre() {
        JsonNode event = json(new ObjectMapMessage().with("count", 3L).with("sure", true));

        assertThat(event.path("count").isIntegralNumber()).isTrue();
        assertThat(event.path("count").asLong()).isEqualTo(3);
        assertThat(event.path("sure").isBoolean()).isTrue();
    }

    @Test
    void theEntriesOfStructuredDataAreFields() {
        StructuredDataMessage message = new StructuredDataMessage("id@1", "transfer done", "transfer");
        message.put("amount", "100");

        assertThat(json(message).path("amount").asText()).isEqualTo("100");
    }

    @Test
    void markersAndTheStackOfTheThreadContextAreTags() {
        Marker parent = MarkerManager.getMarker("JSON-PARENT");
        Marker marker = MarkerManager.getMarker("JSON-CHILD").setParents(parent);
        Log4jLogEvent.Builder event = Log4jLogEvent.newBuilder()
                .setMessage(new SimpleMessage("hello"))
                .setContextStack(new MutableThreadContextStack(List.of("first", "second")))
                .setMarker(marker);

        assertThat(Json.of(layout, event.build()).path("tags"))
                .extracting(JsonNode::asText)
                .containsExactly("first", "second", "JSON-CHILD", "JSON-PARENT");
    }

    @Test
    void theThreadContextMayHoldObjects() {
        StringMap context = new SortedArrayStringMap();
        context.putValue("count", 3);
        context.putValue("user", "ann");

        JsonNode event = Json.of(
                layout, Log4jLogEvent.newBuilder().setContextData(context).build());

        assertThat(event.path("count").asInt()).isEqualTo(3);
        assertThat(event.path("user").asText()).isEqualTo("ann");
    }

    @Test
    void anObjectIsWrittenAsItsText() {
        assertThat(json(new ObjectMessage(List.of(1, "two"))).path("message").asText())
                .isEqualTo("[1, two]");
        assertThat(json(new ObjectMessage(null)).path("message").asText()).isEqualTo("null");
    }

    @Test
    void anEventOfWhichNothingIsKnownIsWritten() {
        assertThat(Json.fields(Json.of(layout, new Log4jLogEvent()))).containsKeys("@timestamp", "level");
        assertThat(Json.fields(Json.of(layout, new MutableLogEvent()))).containsKeys("@timestamp", "level");
        assertThat(Json.fields(json(null))).containsKeys("@timestamp", "level");
    }

    @Test
    void aNullTextOfAMessageDoesNoHarm() {
        assertThat(Json.fields(json(new SimpleMessage((String) null)))).containsKey("level");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "a\uD83D b", "\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00"})
    void halfOfASurrogatePairBecomesTheReplacementCharacter(String text) {
        String expected = text.replaceAll("[\uD800-\uDBFF](?![\uDC00-\uDFFF])", "\uFFFD")
                .replaceAll("(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]", "\uFFFD");

        assertThat(json(new SimpleMessage(text)).path("message").asText()).isEqualTo(expected);
        assertThat(json(new ParameterizedMessage("{}", text)).path("message").asText())
                .isEqualTo(expected);
    }

    @Test
    void allCharactersArrive() {
        StringBuilder all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                all.appendCodePoint(c);
            }
        }

        assertThat(json(new SimpleMessage(all)).path("message").asText()).isEqualTo(all.toString());
    }

    /** Log4j itself puts a note in the place of an argument that throws; here a whole message throws. */
    @Test
    void aMessageThatThrowsBecomesANote() {
        JsonNode event = json(new Failing());

        assertThat(event.path("message").asText()).contains("IllegalStateException");
        assertThat(event.path("level").asText()).isEqualTo("OFF");
    }

    @Test
    void anArgumentThatThrowsBecomesANote() {
        JsonNode event = json(new ParameterizedMessage("hello {}", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("out of order");
            }
        }));

        assertThat(event.path("message").asText()).startsWith("hello ").contains("out of order");
    }

    @Test
    void anEntryThatThrowsCostsOnlyItself() {
        JsonNode event = json(new ObjectMapMessage()
                .with("bad", new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("out of order");
                    }
                })
                .with("good", "x"));

        assertThat(event.path("good").asText()).isEqualTo("x");
    }

    @Test
    void writesAThrowableWithItsCausesAndSuppressedOnes() {
        Exception suppressed = new IllegalArgumentException("suppressed");
        Exception failure = new IllegalStateException("outer", new RuntimeException("inner"));
        failure.addSuppressed(suppressed);

        String trace = trace(failure);

        assertThat(trace)
                .startsWith("java.lang.IllegalStateException: outer\n\tat ")
                .contains("java.lang.RuntimeException: inner\n\t")
                .contains("Suppressed: java.lang.IllegalArgumentException: suppressed\n\t")
                .contains("\tat " + failure.getStackTrace()[0])
                .containsPattern("\\.\\.\\. \\d+ ");
    }

    @Test
    void aThrowableThatIsItsOwnCauseEnds() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        first.addSuppressed(second);

        assertThat(trace(first)).contains("first", "second", "CIRCULAR REFERENCE");
    }

    @Test
    void aThrowableThatThrowsCostsNoEvent() {
        JsonNode event = Json.of(
                layout,
                Log4jLogEvent.newBuilder()
                        .setMessage(new SimpleMessage("hello"))
                        .setThrown(new RuntimeException() {
                            @Override
                            public String getMessage() {
                                throw new IllegalStateException("out of order");
                            }
                        })
                        .build());

        assertThat(event.path("message").asText()).isEqualTo("hello");
    }

    private String trace(Throwable failure) {
        return Json.of(
                        layout,
                        Log4jLogEvent.newBuilder()
                                .setMessage(new SimpleMessage("failed"))
                                .setThrown(failure)
                                .build())
                .path("stack_trace")
                .asText();
    }

    private JsonNode json(@Nullable Message message) {
        return Json.of(layout, Log4jLogEvent.newBuilder().setMessage(message).build());
    }

    /** A message of objects. */
    private static final class ObjectMapMessage extends MapMessage<ObjectMapMessage, Object> {
        private static final long serialVersionUID = 1;
    }

    /** A message of an application that fails. */
    private static final class Failing extends SimpleMessage {
        private static final long serialVersionUID = 1;

        @Override
        public void formatTo(StringBuilder buffer) {
            buffer.append("half ");
            throw new IllegalStateException("out of order");
        }
    }
}
