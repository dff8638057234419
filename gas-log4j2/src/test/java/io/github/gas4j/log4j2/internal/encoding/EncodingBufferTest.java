// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EncodingBufferTest {
    private final EncodingBuffer buffer = new EncodingBuffer();

    @Test
    void keepsTheOrderOfAllWaysToWrite() {
        buffer.writeBytes(bytes("one "), 0, 4);
        buffer.getByteBuffer().put(bytes("two "));
        buffer.writeBytes(ByteBuffer.wrap(bytes("three")));

        assertThat(text()).isEqualTo("one two three");
    }

    @Test
    void knowsOfPlainBytesOnlyInTheScratch() {
        buffer.scratch().bytes().append("a text that holds no newline");
        assertThat(buffer.plain()).isEqualTo(buffer.length()).isPositive();

        buffer.clear();
        buffer.writeBytes(bytes("two\nlines"), 0, 9);
        assertThat(buffer.plain()).isZero();
    }

    @Test
    void drainingKeepsTheBytesAndMakesRoom() {
        ByteBuffer full = buffer.getByteBuffer();
        while (full.hasRemaining()) {
            full.put((byte) 'x');
        }
        int length = buffer.length();

        ByteBuffer larger = buffer.drain(full);
        larger.put((byte) 'y');

        assertThat(text()).isEqualTo("x".repeat(length) + "y");
    }

    @Test
    void drainingMakesRoomEvenIfABitIsLeft() {
        ByteBuffer nearlyFull = buffer.getByteBuffer();
        nearlyFull.put(new byte[nearlyFull.remaining() - 2]);

        assertThat(buffer.drain(nearlyFull).remaining()).isGreaterThan(4);
        assertThat(buffer.getByteBuffer()).isNotSameAs(nearlyFull);
    }

    @Test
    void theEventIsInTheScratchOnceItIsAskedFor() {
        buffer.scratch().bytes().append(bytes("scratch"));
        assertThat(text()).isEqualTo("scratch");

        buffer.clear();
        assertThat(buffer.length()).isZero();
        buffer.writeBytes(bytes("bytes"), 0, 5);
        assertThat(text()).isEqualTo("bytes");

        buffer.clear();
        assertThat(buffer.scratch().bytes().length()).isZero();
    }

    @Test
    void isAsLargeAsTheScratch() {
        buffer.scratch().bytes().append(new byte[1_000_000]);

        assertThat(buffer.capacity()).isGreaterThanOrEqualTo(1_000_000);
    }

    @Test
    void growsToWhatIsWrittenAtOnce() {
        byte[] large = new byte[1_000_001];
        Arrays.fill(large, (byte) 'z');

        buffer.writeBytes(bytes("a"), 0, 1);
        buffer.writeBytes(large, 1, 1_000_000);

        assertThat(buffer.length()).isEqualTo(1_000_001);
        assertThat(buffer.array()[1_000_000]).isEqualTo((byte) 'z');
    }

    @Test
    void isEmptyAfterClearing() {
        buffer.writeBytes(bytes("old"), 0, 3);

        buffer.clear();

        assertThat(buffer.length()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1021, 1022, 1023, 1024, 1025, 4094, 4095, 4096, 4097, 100_000})
    void encodesTextOfAnyLength(int length) {
        String expected = "x".repeat(length) + "é€😀".repeat(length);
        buffer.text().append(expected);

        buffer.encodeText(StandardCharsets.UTF_8);

        assertThat(text()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83D", "\uD83Dy", "\uDE00", "\uDE00y"})
    void replacesHalfAPairAtTheEndOfAPieceOfTheText(String half) {
        String broken = "x".repeat(1023) + half;
        buffer.text().append(broken);

        buffer.encodeText(StandardCharsets.UTF_8);

        assertThat(text()).isEqualTo(broken.replace('\uD83D', '?').replace('\uDE00', '?'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "ISO-2022-JP", "GB18030"})
    void keepsTheEncodersStateFromPieceToPiece(String name) {
        Charset charset = Charset.forName(name);
        String japanese = "x日本語".repeat(1000);
        buffer.text().append(japanese);

        buffer.encodeText(charset);

        assertThat(Arrays.copyOf(buffer.array(), buffer.length())).isEqualTo(japanese.getBytes(charset));
    }

    @Test
    void takesNoMoreRoomThanALongTextNeeds() {
        buffer.text().append("x".repeat(1_000_000));

        buffer.encodeText(StandardCharsets.UTF_8);

        assertThat(buffer.array()).hasSize(1_000_000);
    }

    @Test
    void encodesTextInAnyCharsetAndReplacesWhatItDoesNotHave() {
        for (Charset charset : List.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
            buffer.clear();
            buffer.text().append("é \uD83D lone");

            buffer.encodeText(charset);

            assertThat(Arrays.copyOf(buffer.array(), buffer.length())).isEqualTo("é \uD83D lone".getBytes(charset));
        }
    }

    @Test
    void textCountsAsMemoryAsBytesDo() {
        EncodingBuffer other = new EncodingBuffer();
        buffer.text().append("x".repeat(100_000));
        other.writeBytes(new byte[200_000], 0, 200_000);

        assertThat(buffer.capacity()).isGreaterThanOrEqualTo(200_000);
        assertThat(other.capacity()).isEqualTo(200_000);
    }

    private String text() {
        return new String(buffer.array(), 0, buffer.length(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
