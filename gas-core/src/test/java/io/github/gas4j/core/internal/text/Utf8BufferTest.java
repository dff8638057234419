// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8BufferTest {
    private final Utf8Buffer buffer = new Utf8Buffer();

    @Test
    void keepsTheOrderOfAllWaysToWrite() {
        buffer.append((byte) 'a');
        buffer.append(bytes("bc"));
        buffer.append(bytes("xdex"), 1, 2);
        buffer.append("fg");
        buffer.append(42);

        assertThat(text()).isEqualTo("abcdefg42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "exactly 16 chars",
                "one more: 17 char",
                "é",
                "日本語",
                "\uD83D\uDC20",
                "\uD83D",
                "\uDC20",
                "\uDC20\uD83D",
                "a\uD83Db",
                "a long text with half of a pair \uD83D in it",
                "ends with half of a pair, and is long \uD83D",
                "\0\u007F\u0080\u07FF\u0800\uFFFF"
            })
    void writesStringsAsTheJdkDoes(String text) {
        buffer.append("before ");
        buffer.append(text);
        buffer.append(" after");

        assertThat(written()).isEqualTo(bytes("before " + text + " after"));
    }

    @Test
    void knowsHowManyBytesArePlain() {
        buffer.append("short");
        buffer.append("a text of more than 16 characters");
        buffer.append(-42L);
        buffer.append(bytes("a\nb"), 2);
        assertThat(buffer.plain()).isEqualTo(buffer.length() - 1);

        buffer.addPlain(1);
        assertThat(buffer.plain()).isEqualTo(buffer.length());

        buffer.append((byte) 'x'); // of which it is not told
        buffer.append(bytes("x"));
        assertThat(buffer.plain()).isEqualTo(buffer.length() - 2);

        buffer.setPlain(buffer.length());
        buffer.truncate(buffer.length() - 1);
        buffer.append("a text of more than 16 characters");
        assertThat(buffer.plain()).isNegative();

        buffer.clear();
        assertThat(buffer.plain()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n",
                "\r",
                "\0",
                "a\nb",
                "a text of more than 16 characters\n",
                "\r a text of more than 16 characters",
                "a text of more than\0 16 characters",
                "\u00e9",
                "\u00e9 a text of more than 16 \n characters"
            })
    void doesNotTakeBreaksForPlain(String text) {
        buffer.append(text);

        assertThat(buffer.plain()).isLessThanOrEqualTo(PlainBytes.count(written()));
    }

    @Test
    void writesAnyStringAsTheJdkDoes() {
        Random random = new Random(4711);
        int[] kinds = {0x80, 0x100, 0x800, 0x10000};
        for (int round = 0; round < 20_000; round++) {
            int kind = kinds[random.nextInt(kinds.length)];
            char[] chars = new char[random.nextInt(40)];
            for (int i = 0; i < chars.length; i++) {
                chars[i] = (char) (random.nextInt(8) == 0 ? 0xD700 + random.nextInt(0xA00) : random.nextInt(kind));
            }
            String text = new String(chars);
            buffer.clear();

            buffer.append(text);

            assertThat(written()).isEqualTo(bytes(text));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, 99, 100, -1, -10, 1_795_870_800_123L, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesNumbersInDecimal(long number) {
        buffer.append(number);

        assertThat(text()).isEqualTo(Long.toString(number));
    }

    @Test
    void growsToWhatIsWrittenAtOnceAndKeepsWhatIsThere() {
        byte[] large = new byte[1_000_001];
        Arrays.fill(large, (byte) 'z');

        buffer.append("a");
        buffer.append(large, 1, 1_000_000);

        assertThat(buffer.length()).isEqualTo(1_000_001);
        assertThat(buffer.array()[0]).isEqualTo((byte) 'a');
        assertThat(buffer.array()[1_000_000]).isEqualTo((byte) 'z');
    }

    @Test
    void growsByteByByte() {
        String text = "0123456789".repeat(2000);
        for (byte value : bytes(text)) {
            buffer.append(value);
        }

        assertThat(text()).isEqualTo(text);
    }

    @Test
    void letsTheArrayBeWrittenItself() {
        buffer.append("a");

        byte[] array = buffer.ensure(100_000);
        array[buffer.length() + 99_999] = 'b';
        buffer.setLength(buffer.length() + 100_000);

        assertThat(buffer.array()).isSameAs(array);
        assertThat(buffer.length()).isEqualTo(100_001);
        assertThat(buffer.array()[100_000]).isEqualTo((byte) 'b');
    }

    @Test
    void discardsTheEndOrAll() {
        buffer.append("to be cut");

        buffer.truncate(5);
        assertThat(text()).isEqualTo("to be");

        buffer.clear();
        assertThat(buffer.length()).isZero();
    }

    @Test
    void refusesALengthThatNothingWasWrittenTo() {
        buffer.append("three");

        assertThatThrownBy(() -> buffer.truncate(6)).hasMessage("6 of 5 bytes");
        assertThatThrownBy(() -> buffer.setLength(buffer.array().length + 1)).hasMessageContaining("bytes");
        assertThatThrownBy(() -> buffer.setLength(-1)).hasMessageContaining("-1 of");
        assertThat(text()).isEqualTo("three");
    }

    @Test
    void refusesMoreThanAnArrayHolds() {
        buffer.append("a");

        assertThatThrownBy(() -> buffer.ensure(Integer.MAX_VALUE)).isInstanceOf(IllegalStateException.class);
        assertThat(text()).isEqualTo("a");
    }

    private byte[] written() {
        return Arrays.copyOf(buffer.array(), buffer.length());
    }

    private String text() {
        return new String(buffer.array(), 0, buffer.length(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
