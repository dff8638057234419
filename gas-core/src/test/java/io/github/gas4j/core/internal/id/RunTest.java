// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunTest {

    @ParameterizedTest
    @CsvSource({
        "0, g000000000000-",
        "1, g000000000001-",
        "-1, vvvvvvvvvvvvv-",
        "1152921504606846976, h000000000000-", // 2^60
        "-9223372036854775808, o000000000000-"
    })
    void isALetterAndTwelveDigitsOfAllBits(long bits, String text) {
        assertThat(text(bits)).isEqualTo(text);
    }

    @Test
    void everyBitTellsTwoApart() {
        List<String> texts =
                LongStream.range(0, Long.SIZE).mapToObj(bit -> text(1L << bit)).toList();

        assertThat(texts).doesNotHaveDuplicates().doesNotContain(text(0));
    }

    @Test
    void randomBitsDiffer() {
        assertThat(LongStream.generate(Run::random).limit(1000).boxed().toList())
                .doesNotHaveDuplicates();
    }

    private static String text(long bits) {
        return new String(Run.text(bits), StandardCharsets.US_ASCII);
    }
}
