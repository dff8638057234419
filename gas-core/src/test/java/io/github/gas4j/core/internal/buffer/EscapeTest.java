// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Bytes;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight bytes are looked at together, so what surrounds a byte and where it lies must make no difference. */
class EscapeTest {
    private static final int LENGTH = 109; // several blocks, and a rest

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, '\t', '\n', 0x0B, '\r', 0x0E, 0x1F, ' ', 'x', 0x7F, 0x80, 0x8A, 0xFF})
    void findsLfAndCrAtEveryPlaceAndNothingElse(int candidate) {
        boolean replaced = candidate == '\n' || candidate == '\r';
        for (byte around : new byte[] {'x', '\t', 0, (byte) 0x80, (byte) 0xFF}) {
            for (int place = 0; place < LENGTH; place++) {
                byte[] bytes = filledWith(around);
                bytes[place] = (byte) candidate;

                assertThat(Escape.NEWLINES.next(bytes, 0, LENGTH))
                        .as("%d at %d in %d", candidate, place, around)
                        .isEqualTo(replaced ? place : LENGTH);
            }
        }
    }

    @Test
    void findsNothingOutsideOfTheRange() {
        byte[] bytes = filledWith((byte) '\n');
        for (int from = 0; from <= LENGTH; from++) {
            for (int end = from; end <= LENGTH; end++) {
                for (byte within : new byte[] {'x', '\n' ^ 1, '\r' ^ 1, (byte) 0x80}) { // some are one bit away
                    Arrays.fill(bytes, (byte) '\n');
                    Arrays.fill(bytes, from, end, within);

                    assertThat(Escape.NEWLINES.next(bytes, from, end)).isEqualTo(end);
                }
            }
        }
    }

    @Test
    void findsInAnyTextWhatALookAtEachByteFinds() {
        Random random = new Random(4711);
        byte[] kinds = {'x', '\t', '\n', '\r', 0, 0x0B, (byte) 0xC3, (byte) 0x8A, (byte) 0x8E, (byte) 0xFF};
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[random.nextInt(120)];
            int variety = 1 + random.nextInt(kinds.length);
            Arrays.fill(bytes, kinds[random.nextInt(2)]);
            for (int changed = random.nextInt(6); changed > 0 && bytes.length > 0; changed--) {
                bytes[random.nextInt(bytes.length)] = kinds[random.nextInt(variety)];
            }
            int from = random.nextInt(bytes.length + 1);
            int end = from + random.nextInt(bytes.length - from + 1);

            assertThat(Escape.NEWLINES.next(bytes, from, end)).isEqualTo(first(bytes, from, end, '\n', '\r'));
            assertThat(Escape.NULS.next(bytes, from, end)).isEqualTo(first(bytes, from, end, '\0', '\0'));
        }
    }

    private static int first(byte[] bytes, int from, int end, char one, char other) {
        return IntStream.range(from, end)
                .filter(i -> bytes[i] == one || bytes[i] == other)
                .findFirst()
                .orElse(end);
    }

    @Test
    void findsOneAfterTheOther() {
        byte[] bytes = Bytes.of("\n\r123456\n789012345\n");

        assertThat(Escape.NEWLINES.next(bytes, 0, bytes.length)).isZero();
        assertThat(Escape.NEWLINES.next(bytes, 1, bytes.length)).isEqualTo(1);
        assertThat(Escape.NEWLINES.next(bytes, 2, bytes.length)).isEqualTo(8);
        assertThat(Escape.NEWLINES.next(bytes, 9, bytes.length)).isEqualTo(18);
        assertThat(Escape.NEWLINES.addedBytes(bytes, 0, bytes.length)).isEqualTo(4);
    }

    @Test
    void replacesNulsOnlyWhereTheyDelimit() {
        byte[] bytes = Bytes.of("0123456789\n\0");

        assertThat(Escape.NULS.next(bytes, 0, bytes.length)).isEqualTo(11);
        assertThat(Escape.NULS.addedBytes(bytes, 0, bytes.length)).isEqualTo(5);
        assertThat(Escape.NOTHING.next(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    }

    private static byte[] filledWith(byte each) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, each);
        return bytes;
    }
}
