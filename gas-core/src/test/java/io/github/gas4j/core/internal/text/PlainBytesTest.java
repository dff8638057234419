// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlainBytesTest {
    private static final int LONGEST = 40;

    @ParameterizedTest
    @ValueSource(bytes = {'\n', '\r', 0})
    void findsOneThatIsNotPlainAnywhere(byte found) {
        for (int length = Long.BYTES; length <= LONGEST; length++) {
            for (int fill : new int[] {'x', 0x7F, PlainBytes.LIMIT, 0x80, 0xFF}) {
                for (int at = 0; at < length; at++) {
                    byte[] bytes = filled(length, fill);
                    bytes[at] = found;
                    assertThat(PlainBytes.areAll(bytes))
                            .as("%s at %s of %s", found, at, length)
                            .isFalse();
                    assertThat(PlainBytes.count(bytes)).isEqualTo(length - 1);
                }
            }
        }
    }

    @Test
    void knowsPlainAsciiFromEightBytesOn() {
        for (int length = 0; length <= LONGEST; length++) {
            for (int fill = PlainBytes.LIMIT; fill < 0x80; fill++) {
                byte[] bytes = filled(length, fill);

                assertThat(PlainBytes.areAll(bytes)).isEqualTo(length >= Long.BYTES);
                assertThat(PlainBytes.count(bytes)).isEqualTo(length);
            }
        }
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
