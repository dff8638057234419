// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static io.github.gas4j.core.Framing.CRLF;
import static io.github.gas4j.core.Framing.LENGTH_PREFIX;
import static io.github.gas4j.core.Framing.NEWLINE;
import static io.github.gas4j.core.Framing.NONE;
import static io.github.gas4j.core.Framing.NUL;
import static io.github.gas4j.core.Framing.OCTET_COUNTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.fixtures.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FramerTest {
    private static final int NO_LIMIT = Integer.MAX_VALUE;

    private final FrameBuffer ring = DirectRing.allocate(4_000, new Counters());

    @ParameterizedTest
    @MethodSource
    void framesOneEvent(Framing framing, String event, String frame) {
        assertThat(frameOf(new Framer(framing, false, NO_LIMIT), event)).isEqualTo(frame);
    }

    static Stream<Arguments> framesOneEvent() {
        return Stream.of(
                arguments(NEWLINE, "event", "event\n"),
                arguments(NEWLINE, "event\n", "event\n"),
                arguments(NEWLINE, "event\r\n", "event\n"),
                arguments(NEWLINE, "event\r", "event\r\n"),
                arguments(NEWLINE, "event\n\n\n", "event\n\n\n"),
                arguments(NEWLINE, "event\r\n\r\n", "event\r\n\n"),
                arguments(NEWLINE, "event\n\r", "event\n\r\n"),
                arguments(NEWLINE, "a\nb", "a\nb\n"),
                arguments(NEWLINE, "a\0b", "a\0b\n"),
                arguments(NEWLINE, "", "\n"),
                arguments(NEWLINE, "\n", "\n"),
                arguments(NEWLINE, "\r\n", "\n"),
                arguments(CRLF, "event", "event\r\n"),
                arguments(CRLF, "event\n", "event\r\n"),
                arguments(CRLF, "event\r\n", "event\r\n"),
                arguments(CRLF, "event\r", "event\r\r\n"),
                arguments(CRLF, "event\r\r\n", "event\r\r\n"),
                arguments(CRLF, "event\r\n\r\n", "event\r\n\r\n"),
                arguments(CRLF, "event\n\r\n", "event\n\r\n"),
                arguments(CRLF, "a\nb", "a\nb\r\n"),
                arguments(CRLF, "", "\r\n"),
                arguments(CRLF, "\n", "\r\n"),
                arguments(CRLF, "\r\n", "\r\n"),
                arguments(NUL, "event", "event\0"),
                arguments(NUL, "event\r\n", "event\0"),
                arguments(NUL, "a\nb", "a\nb\0"),
                arguments(NUL, "a\0b", "a\\u0000b\0"),
                arguments(NUL, "event\0", "event\0"),
                arguments(NUL, "event\n\0", "event\0"),
                arguments(NUL, "event\r\n\0", "event\0"),
                arguments(NUL, "event\0\r\n", "event\0"),
                arguments(NUL, "event\n\0\n", "event\n\0"),
                arguments(NUL, "event\0\n\0", "event\\u0000\0"),
                arguments(NUL, "\0\0", "\\u0000\0"),
                arguments(NUL, "\0", "\0"),
                arguments(NEWLINE, "event\0", "event\0\n"),
                arguments(NUL, "", "\0"),
                arguments(OCTET_COUNTING, "event\n", "5 event"),
                arguments(OCTET_COUNTING, "a\nb\0", "4 a\nb\0"),
                arguments(OCTET_COUNTING, "x".repeat(9), "9 " + "x".repeat(9)),
                arguments(OCTET_COUNTING, "x".repeat(10), "10 " + "x".repeat(10)),
                arguments(OCTET_COUNTING, "x".repeat(1234), "1234 " + "x".repeat(1234)),
                arguments(OCTET_COUNTING, "zwölf €", "10 zwölf €"),
                arguments(OCTET_COUNTING, "", ""),
                arguments(OCTET_COUNTING, "\n", ""),
                arguments(LENGTH_PREFIX, "event\n", "\0\0\0\5event"),
                arguments(LENGTH_PREFIX, "x".repeat(0x123), "\0\0\1\43" + "x".repeat(0x123)),
                arguments(LENGTH_PREFIX, "€", "\0\0\0\3€"),
                arguments(LENGTH_PREFIX, "", "\0\0\0\0"),
                arguments(NONE, "event", "event"),
                arguments(NONE, "event\r\n", "event\r\n"),
                arguments(NONE, "a\0b\n\n", "a\0b\n\n"),
                arguments(NONE, "", ""));
    }

    @ParameterizedTest
    @MethodSource
    void escapesNewlinesInsideAnEvent(String event, String frame) {
        assertThat(frameOf(new Framer(NEWLINE, true, NO_LIMIT), event)).isEqualTo(frame);
    }

    @ParameterizedTest
    @MethodSource("escapesNewlinesInsideAnEvent")
    void escapesTheSameWhereFramesEndWithCrLf(String event, String frame) {
        assertThat(frameOf(new Framer(CRLF, true, NO_LIMIT), event)).isEqualTo(frame.replace("\n", "\r\n"));
    }

    static Stream<Arguments> escapesNewlinesInsideAnEvent() {
        return Stream.of(
                arguments("event\n", "event\n"),
                arguments("a\nb\r\nc\n", "a\\nb\\r\\nc\n"),
                arguments("a\rb\r", "a\\rb\\r\n"),
                arguments("\n\n", "\\n\n"),
                arguments("\na", "\\na\n"),
                arguments("a\\nb", "a\\nb\n"),
                arguments("\n\n\n\n", "\\n\\n\\n\n"),
                arguments("", "\n"));
    }

    @Test
    void doesNotLookForNewlinesInAnEventThatHasNone() {
        Framer framer = new Framer(NEWLINE, true, NO_LIMIT);
        byte[] bytes = Bytes.of("a\nbc\n");

        framer.append(ring, bytes, 0, bytes.length, 3); // right: one of four is a newline
        framer.append(ring, bytes, 0, bytes.length, -1);
        framer.append(ring, bytes, 0, bytes.length, 4); // wrong, to see that it is believed

        assertThat(Bytes.frames(ring)).containsExactly("a\\nbc\n", "a\\nbc\n", "a\nbc\n");
    }

    @Test
    void takesOnlyTheGivenRangeOfAnArray() {
        byte[] bytes = Bytes.of("\n\nevent\n\n");

        new Framer(NEWLINE, false, NO_LIMIT).append(ring, bytes, 2, 5);
        new Framer(NEWLINE, false, NO_LIMIT).append(ring, bytes, 2, 0);

        assertThat(Bytes.frames(ring)).containsExactly("event\n", "\n");
    }

    @Test
    void doesNotLookInFrontOfTheRangeForACarriageReturn() {
        new Framer(NEWLINE, false, NO_LIMIT).append(ring, Bytes.of("a\r\n"), 2, 1);

        assertThat(Bytes.frames(ring)).containsExactly("\n");
    }

    @ParameterizedTest
    @EnumSource
    void acceptsAnEventOfExactlyTheLargestSizeAndNoneAbove(Framing framing) {
        Framer framer = new Framer(framing, false, 100);

        long exact = framer.append(ring, Bytes.of("x".repeat(100)), 0, 100);
        long above = framer.append(ring, Bytes.of("x".repeat(101)), 0, 101);

        assertThat(exact).isPositive();
        assertThat(above).isEqualTo(Framer.TOO_LARGE);
        assertThat(Bytes.frames(ring)).hasSize(1);
    }

    @Test
    void doesNotCountTheTrimmedNewlineAsPartOfTheEvent() {
        Framer framer = new Framer(NEWLINE, false, 5);

        assertThat(framer.append(ring, Bytes.of("event\r\n"), 0, 7)).isPositive();
    }

    @Test
    void countsEscapesAsPartOfTheEvent() {
        Framer framer = new Framer(NEWLINE, true, 4);

        assertThat(framer.append(ring, Bytes.of("a\nb"), 0, 3)).isPositive();
        assertThat(framer.append(ring, Bytes.of("a\nbc"), 0, 4)).isEqualTo(Framer.TOO_LARGE);
    }

    @Test
    void returnsThePositionAfterTheRecord() {
        Framer framer = new Framer(NEWLINE, false, NO_LIMIT);

        assertThat(framer.append(ring, Bytes.of("abc"), 0, 3)).isEqualTo(8);
        assertThat(framer.append(ring, Bytes.of("abcd"), 0, 4)).isEqualTo(20).isEqualTo(ring.tail());
    }

    @Test
    void passesOnThatTheRingIsFullOrSealed() {
        Framer framer = new Framer(NONE, false, NO_LIMIT);

        assertThat(framer.append(ring, new byte[4_000], 0, 4_000)).isEqualTo(FrameBuffer.FULL);
        ring.seal();
        assertThat(framer.append(ring, new byte[1], 0, 1)).isEqualTo(FrameBuffer.SEALED);
        assertThat(ring.usedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void wrapsAtTheRingsEndAtEveryOffset(Framing framing) {
        String event = "a\nb\0\n\0c-0123456789";
        boolean escape = framing == NEWLINE || framing == CRLF;
        String frame = frameOf(new Framer(framing, escape, NO_LIMIT), event);
        Framer framer = new Framer(framing, escape, NO_LIMIT);
        for (int before = 0; before < 80; before += 4) {
            FrameBuffer small = DirectRing.allocate(80, new Counters());
            small.records().commit(small.claim(before), before);
            small.release(small.tail());

            long record = small.tail();
            framer.append(small, Bytes.of(event), 0, event.length());

            assertThat(Bytes.frame(small, record)).as("behind %d", before).isEqualTo(frame);
        }
    }

    @ParameterizedTest
    @MethodSource
    void framesHeadersLikeEvents(Framing framing, boolean escape, String header, String frame) {
        byte[] framed = new Framer(framing, escape, NO_LIMIT).frame(Bytes.of(header));

        assertThat(Bytes.text(framed)).isEqualTo(frame);
    }

    static Stream<Arguments> framesHeadersLikeEvents() {
        return Stream.of(
                arguments(NEWLINE, false, "head\nline\n", "head\nline\n"),
                arguments(NEWLINE, true, "head\nline\n", "head\\nline\n"),
                arguments(NEWLINE, true, "\n".repeat(50), "\\n".repeat(49) + "\n"),
                arguments(CRLF, false, "head\nline\n", "head\nline\r\n"),
                arguments(CRLF, true, "\n".repeat(50), "\\n".repeat(49) + "\r\n"),
                arguments(NUL, false, "\0".repeat(50), "\\u0000".repeat(49) + "\0"),
                arguments(OCTET_COUNTING, false, "x".repeat(1_000), "1000 " + "x".repeat(1_000)),
                arguments(LENGTH_PREFIX, false, "h", "\0\0\0\1h"),
                arguments(NONE, false, "<log>\n", "<log>\n"));
    }

    @ParameterizedTest
    @EnumSource
    void framesNoHeaderAsNothing(Framing framing) {
        assertThat(new Framer(framing, false, NO_LIMIT).frame(new byte[0])).isEmpty();
    }

    private String frameOf(Framer framer, String event) {
        byte[] bytes = Bytes.of(event);
        framer.append(ring, bytes, 0, bytes.length);
        List<String> frames = Bytes.frames(ring);
        ring.release(ring.tail());
        assertThat(frames).hasSize(1);
        return frames.get(0);
    }
}
