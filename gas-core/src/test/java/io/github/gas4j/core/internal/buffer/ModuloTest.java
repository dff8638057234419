// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ModuloTest {
    private static final long BEYOND = 1L << 62;

    @Property
    void isTheRemainder(
            @ForAll @IntRange(min = 4) int divisor, @ForAll @LongRange(min = 0, max = BEYOND - 1) long number) {
        assertThat(new Modulo(divisor).of(number)).isEqualTo((int) (number % divisor));
    }

    @Property
    void isTheRemainderAroundMultiples(
            @ForAll @IntRange(min = 4) int divisor, @ForAll @LongRange(min = 1, max = BEYOND) long about) {
        Modulo modulo = new Modulo(divisor);
        long multiple = about / divisor * divisor;

        assertThat(modulo.of(multiple)).isZero();
        assertThat(modulo.of(Math.min(BEYOND, multiple) + 1))
                .isEqualTo((int) ((Math.min(BEYOND, multiple) + 1) % divisor));
        if (multiple > 0) {
            assertThat(modulo.of(multiple - 1)).isEqualTo(divisor - 1);
        }
    }
}
