// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A compiled pattern whose encoder, events or context change, and many threads that use it. */
class CompiledPatternTest {
    private final Encoders encoders = new Encoders();

    @Test
    void knowsThatAUsualEventHasNoNewlineButItsLast() {
        Scratch scratch = new Scratch();
        CompiledPattern pattern = encoders.compiled("%d [%thread] %-5level %logger{36} - %msg%n");

        Encoders.encode(pattern, encoders.event("a message", null), scratch);
        assertThat(scratch.bytes().plain()).isEqualTo(scratch.bytes().length() - 1);

        Encoders.encode(pattern, encoders.event("two\nlines", null), scratch);
        assertThat(scratch.bytes().plain()).isLessThan(scratch.bytes().length() - 1);
    }

    @Test
    void followsAnEncoderThatIsStartedAgain() {
        PatternLayoutEncoder encoder = encoders.encoder("%msg");
        CompiledPattern pattern = Encoders.compiled(encoder);
        encoder.setPattern("%level");
        encoder.start();

        assertThat(Encoders.text(pattern, encoders.event("m", null))).isEqualTo("INFO");
    }

    @Test
    void followsALayoutThatIsChanged() {
        PatternLayoutEncoder encoder = encoders.encoder("%msg");
        CompiledPattern pattern = Encoders.compiled(encoder);
        PatternLayout layout = (PatternLayout) encoder.getLayout();
        layout.setPattern("%level");
        layout.start();

        assertThat(Encoders.text(pattern, encoders.event("m", null))).isEqualTo("INFO");
        layout.stop();
        assertThat(Encoders.text(pattern, encoders.event("m", null))).isEmpty();
    }

    @Test
    void followsACharsetThatIsChanged() {
        PatternLayoutEncoder encoder = encoders.encoder("%msg");
        CompiledPattern pattern = Encoders.compiled(encoder);
        encoder.setCharset(StandardCharsets.ISO_8859_1);

        assertThat(Encoders.encode(pattern, encoders.event("\u00e4", null), new Scratch()))
                .containsExactly(0xe4);
    }

    @Test
    void followsAPropertyThatIsChanged() {
        CompiledPattern pattern = encoders.compiled("%property{k}");
        assertThat(Encoders.text(pattern, encoders.event("m", null))).isEqualTo("v\u00e4lue");

        encoders.context.putProperty("k", "new");

        assertThat(Encoders.text(pattern, encoders.event("m", null))).isEqualTo("new");
    }

    @Test
    void writesTheNextEventAfterOneThatThrows() {
        CompiledPattern pattern = encoders.compiled("%-5level [%thread] %msg%n");
        Scratch scratch = new Scratch();
        LoggingEvent bad = new LoggingEvent() {
            @Override
            public String getFormattedMessage() {
                throw new IllegalStateException("no message");
            }
        };
        bad.setLevel(Level.WARN);
        bad.setThreadName("bad");

        assertThatThrownBy(() -> pattern.encode(bad, scratch)).hasMessage("no message");

        LoggingEvent good = encoders.event("good", null);
        good.setThreadName("main");
        assertThat(new String(Encoders.encode(pattern, good, scratch), StandardCharsets.UTF_8))
                .isEqualTo("INFO  [main] good" + System.lineSeparator());
    }

    @Test
    void keepsNamesApartIfAnEventChangesItsAnswers() {
        CompiledPattern pattern = encoders.compiled("%thread");
        LoggingEvent fickle = new LoggingEvent() {
            private int calls;

            @Override
            public String getThreadName() {
                calls++;
                return "name" + calls;
            }
        };
        for (int i = 0; i < 10; i++) {
            pattern.encode(fickle, new Scratch());
        }

        for (int i = 1; i < 20; i++) {
            LoggingEvent event = new LoggingEvent();
            event.setThreadName("name" + i);
            assertThat(Encoders.text(pattern, event)).isEqualTo("name" + i);
        }
    }

    @Test
    void writesMoreNamesThanItKeeps() {
        PatternLayoutEncoder encoder = encoders.encoder("%-8.8thread|%20.-20logger{5}|%thread%n");
        List<ILoggingEvent> events = IntStream.range(0, 3_000)
                .mapToObj(number -> {
                    LoggingEvent event = encoders.event("m", null);
                    event.setThreadName("thread-" + number / 3);
                    event.setLoggerName("a.b.Logger" + number % 700);
                    return (ILoggingEvent) event;
                })
                .toList();
        Comparison comparison = new Comparison();

        comparison.compare(encoder, Encoders.compiled(encoder), events);

        assertThat(comparison.differences()).isEmpty();
    }

    @Test
    void refusesEventsOfAnotherKindAsTheEncoderDoes() {
        PatternLayoutEncoder encoder = encoders.encoder("%msg");
        CompiledPattern pattern = Encoders.compiled(encoder);
        LoggingEvent withoutALevel = new LoggingEvent();

        assertThat(Encoders.text(pattern, withoutALevel))
                .isEqualTo(new String(encoder.encode(withoutALevel), StandardCharsets.UTF_8));
        assertThatThrownBy(() -> encoders.compiled("%level").encode(withoutALevel, new Scratch()))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void isUsedByManyThreads() {
        PatternLayoutEncoder encoder = encoders.encoder("%d{ISO8601} [%thread] %-5level %logger{36} %X{a} - %msg%n%ex");
        CompiledPattern pattern = Encoders.compiled(encoder);
        List<ILoggingEvent> events = OddEvents.of(encoders.context, encoders.mdc).stream()
                .filter(event -> Objects.toString(event.getMessage()).length() < 1000)
                .toList();
        List<byte[]> expected = events.stream().map(encoder::encode).toList();

        Stream<CompletableFuture<Integer>> threads = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.supplyAsync(() -> {
                    Scratch scratch = new Scratch();
                    int different = 0;
                    for (int i = 0; i < 8 * events.size(); i++) {
                        int index = (i + 97 * thread) % events.size();
                        byte[] actual = Encoders.encode(pattern, events.get(index), scratch);
                        different += Arrays.equals(actual, expected.get(index)) ? 0 : 1;
                    }
                    return different;
                }));

        assertThat(threads.toList())
                .allSatisfy(thread -> assertThat(
                                thread.orTimeout(60, TimeUnit.SECONDS).join())
                        .isZero());
    }
}
