// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the kernel tells of the whole machine. */
class IdleCoresTest {
    @Test
    void addsIdleTimeAndTheWaitForDisksOfAllCores() {
        assertThat(IdleCores.idleTicks("cpu  10 20 30 400 5 6 7 0 0 0\ncpu0 1 2 3 40 1 1 1 0 0 0\n"))
                .isEqualTo(405);
    }
}
