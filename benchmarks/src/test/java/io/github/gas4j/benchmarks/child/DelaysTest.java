// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** From lines to the time they took. */
class DelaysTest {
    private final Delays delays = new Delays();

    @Test
    void readsTheTimeAtTheEndOfEachLine() {
        read("2026-11-22 12:00 7 " + Delays.stamp("xx", 1_000) + "\nagain 1500\n", 2_000);

        assertThat(longest()).isEqualTo(1_000);
    }

    @Test
    void readsATimeThatComesInPieces() {
        read("7 " + "10", 0);
        read("00\n", 1_900);

        assertThat(longest()).isEqualTo(900);
    }

    private void read(String text, long nanos) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        delays.read(ByteBuffer.wrap(bytes), bytes.length, nanos);
    }

    private long longest() {
        Facts facts = new Facts();
        delays.addTo(facts);
        return facts.number("delayMax");
    }
}
