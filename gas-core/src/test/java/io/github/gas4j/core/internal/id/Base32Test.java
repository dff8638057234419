// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class Base32Test {
    private static final long GREATEST = (1L << 60) - 1;

    @ParameterizedTest
    @CsvSource({
        "0, 000000000000",
        "9, 000000000009",
        "10, 00000000000a",
        "31, 00000000000v",
        "32, 000000000010",
        "1152921504606846975, vvvvvvvvvvvv" // 2^60 - 1
    })
    void twelveDigitsHoldSixtyBits(long number, String text) {
        assertThat(text(number)).isEqualTo(text);
    }

    @Test
    void readsBackAsTheNumber() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            long number = random.nextLong() & (GREATEST >>> random.nextInt(60));

            assertThat(Long.parseLong(text(number), 32)).isEqualTo(number);
        }
    }

    @Test
    void bothFormsAreAlike() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 10_000; i++) {
            long number = random.nextLong();
            StringBuilder text = new StringBuilder();
            Base32.append(number, text);

            assertThat(text.toString()).isEqualTo(text(number));
        }
    }

    @Test
    void higherBitsAreLeftOut() {
        assertThat(text(-1)).isEqualTo("vvvvvvvvvvvv");
        assertThat(text((1L << 60) | 7)).isEqualTo("000000000007");
    }

    private static String text(long number) {
        byte[] digits = new byte[Base32.DIGITS];
        Base32.write(number, digits, 0);
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
