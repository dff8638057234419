// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StripesTest {

    @ParameterizedTest
    @CsvSource({"-1, 16", "0, 16", "16, 16", "17, 32", "256, 256", "1000, 1024", "1024, 1024", "5000, 1024"})
    void areAPowerOfTwoFromSixteenToWhatTwoDigitsTellApart(int wanted, int count) {
        assertThat(new Stripes(wanted).count()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 1024})
    void aPoolOfAQuarterAsManyThreadsSharesNone(int count) {
        Stripes stripes = new Stripes(count);
        for (long first = 1; first < 5_000; first++) {
            LongStream pool = LongStream.range(first, first + count / 4);

            assertThat(pool.mapToInt(stripes::of).distinct().count()).isEqualTo(count / 4);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Integer.MAX_VALUE, 1L << 31, 1L << 32, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void everyIdOfAThreadHasOne(long threadId) {
        Stripes stripes = new Stripes(16);

        assertThat(stripes.of(threadId)).isBetween(0, 15).isEqualTo(stripes.of(threadId));
    }

    @Test
    void aThreadTakesNumbersFromOneCounterOnly() {
        Stripes stripes = new Stripes(16);
        long first = (long) stripes.of(Thread.currentThread().getId()) << Stripes.SEQUENCE_BITS;

        assertThat(LongStream.generate(stripes::next).limit(100))
                .containsExactlyElementsOf(
                        LongStream.range(first, first + 100).boxed().toList());
    }

    /** The ranges of two counters do not meet. */
    @Test
    void theLastCounterFitsTheTwelveDigitsOfAnId() {
        assertThat((long) Stripes.MOST << Stripes.SEQUENCE_BITS).isEqualTo(1L << (12 * Base32.BITS_PER_DIGIT));
    }
}
