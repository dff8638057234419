// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Sizes. */
class SizesTest {
    @Test
    void readsUnits() {
        assertThat(Sizes.parse("183")).isEqualTo(183);
        assertThat(Sizes.parse("64KiB")).isEqualTo(65_536);
        assertThat(Sizes.parse("1GiB")).isEqualTo(1L << 30);
    }

    @Test
    void findsTheNextPowerOfTwo() {
        assertThat(Sizes.powerOfTwoFrom(0)).isEqualTo(1);
        assertThat(Sizes.powerOfTwoFrom(1)).isEqualTo(1);
        assertThat(Sizes.powerOfTwoFrom(64)).isEqualTo(64);
        assertThat(Sizes.powerOfTwoFrom(65)).isEqualTo(128);
    }
}
