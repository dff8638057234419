// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.MessageFormatter;

/** Messages: with arguments, beside those of SLF4J, and without. */
class MessagePieceTest {
    private static final String[] PARTS = {"{}", "{}", "a", " ", "{", "}", "\\", "\u00e9", "\ud83d", "\ude00", "{ }"};
    private static final @Nullable Object[] ARGUMENTS = {
        1,
        -2L,
        "text",
        "",
        null,
        true,
        0.5,
        1e30f,
        (short) 3,
        (byte) -4,
        'c',
        "\u20ac",
        "\ud83d",
        "\ude00",
        "{}",
        "\\",
        new int[] {1},
        List.of("b"),
        Level.INFO
    };

    private final Encoders encoders = new Encoders();
    private final PatternLayoutEncoder encoder = encoders.encoder("%m");
    private final CompiledPattern compiled = Encoders.compiled(encoder);
    private final Random random = new Random(11);

    @Test
    void areThoseOfSlf4j() {
        for (int i = 0; i < 2_000; i++) {
            String template = template();
            for (int again = 0; again < 5; again++) {
                @Nullable Object[] arguments = arguments();
                String expected =
                        MessageFormatter.arrayFormat(template, arguments).getMessage();
                assertThat(written(event(template, arguments)))
                        .as("%s", template)
                        .isEqualTo(expected.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "two\nlines",
                "\u00e9",
                "\ud83d\ude00",
                "ends with half \ud83d",
                "\ude00 begins with half",
                "{} \\",
                "\0"
            })
    void areTheSameWhenTheyComeAgainAndAgain(String message) {
        byte[] expected = message.getBytes(StandardCharsets.UTF_8);
        Scratch scratch = new Scratch();
        for (int i = 0; i < 200; i++) {
            assertThat(Encoders.encode(compiled, encoders.event(message, null), scratch))
                    .isEqualTo(expected);
        }
    }

    @Test
    void areAsTheyWereLoggedIfTheArrayHasAnotherArgumentMeanwhile() throws InterruptedException {
        warm();
        Object[] arguments = {1};
        LoggingEvent event = event("number {}", arguments);
        event.prepareForDeferredProcessing(); // as an AsyncAppender does
        arguments[0] = 2;
        AtomicReference<byte[]> written = new AtomicReference<>();

        Thread other = new Thread(() -> written.set(written(event)));
        other.start();
        other.join();

        assertThat(written.get()).asString().isEqualTo("number 1");
    }

    @Test
    void areTakenFromTheTemplateInTheThreadThatLogs() {
        warm();
        Object[] arguments = {1};
        LoggingEvent event = event("number {}", arguments);
        event.prepareForDeferredProcessing();
        arguments[0] = 2;

        assertThat(written(event)).asString().isEqualTo("number 2");
    }

    private void warm() {
        for (int i = 0; i < 3; i++) {
            written(event("number {}", i));
        }
    }

    private byte[] written(LoggingEvent event) {
        Scratch scratch = new Scratch();
        compiled.encode(event, scratch);
        return Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
    }

    private LoggingEvent event(String template, @Nullable Object... arguments) {
        return new LoggingEvent("x", encoders.context.getLogger("a.B"), Level.INFO, template, null, arguments);
    }

    private String template() {
        return random.ints(1 + random.nextInt(6), 0, PARTS.length)
                .mapToObj(index -> PARTS[index])
                .collect(Collectors.joining());
    }

    private @Nullable Object[] arguments() {
        @Nullable Object[] arguments = new @Nullable Object[random.nextInt(4)];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = ARGUMENTS[random.nextInt(ARGUMENTS.length)];
        }
        return arguments;
    }
}
