// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time count the same as one at a time. */
class NewlinesTest {
    @Test
    void countsEveryNewlineAndNothingElse() {
        Random random = new Random(1);
        byte[] bytes = new byte[10_000];
        random.nextBytes(bytes);
        for (int i = 0; i < bytes.length; i += 3) {
            // neighbours of a newline's value, with and without the high bit, are what a carry would get wrong
            bytes[i] = new byte[] {'\n', '\n' - 1, '\n' + 1, (byte) ('\n' | 0x80), 0}[random.nextInt(5)];
        }
        for (int length = 0; length < bytes.length; length += 7) {
            long expected = 0;
            for (int i = 0; i < length; i++) {
                expected += bytes[i] == '\n' ? 1 : 0;
            }

            assertThat(Newlines.count(ByteBuffer.wrap(bytes), length)).isEqualTo(expected);
        }
    }
}
