// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Base32Test {
    private static final long GREATEST = (1L << 40) - 1;

    @ParameterizedTest
    @CsvSource({"0, 00000000", "9, 00000009", "10, 0000000a", "31, 0000000v", "32, 00000010", "1099511627775, vvvvvvvv"
    })
    void eightDigitsHoldFortyBits(long number, String text) {
        assertThat(text(number)).isEqualTo(text);
    }

    @Test
    void readsBackAsTheNumber() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            long number = random.nextLong() & (GREATEST >>> random.nextInt(40));

            assertThat(Long.parseLong(text(number), 32)).isEqualTo(number);
        }
    }

    @Test
    void higherBitsAreLeftOut() {
        assertThat(text(-1)).isEqualTo("vvvvvvvv");
        assertThat(text((1L << 40) | 7)).isEqualTo("00000007");
    }

    private static String text(long number) {
        byte[] digits =
                ByteBuffer.allocate(Long.BYTES).putLong(Base32.digits(number)).array();
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
