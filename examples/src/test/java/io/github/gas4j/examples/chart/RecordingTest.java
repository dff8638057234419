// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a run leaves for its picture. */
class RecordingTest {
    private static final long START = Long.MAX_VALUE - 5; // the clock may pass the end of its range meanwhile

    private final Recording recording = new Recording(START);

    private static long at(double seconds) {
        return START + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void countsSecondsFromItsBeginning() {
        recording.add(at(0.5), 100, 40, 60);
        recording.add(at(1), 200, 200, 0);

        assertThat(recording.samples()).containsExactly(new Sample(0.5, 100, 40, 60), new Sample(1, 200, 200, 0));
    }

    @Test
    void aTroubleLastsUntilItsEnd() {
        recording.begin(Trouble.DOWN, at(2));
        recording.end(at(3.5));
        recording.begin(Trouble.DOWN, at(7));
        recording.end(at(8));

        assertThat(recording.spans()).containsExactly(new Span(Trouble.DOWN, 2, 3.5), new Span(Trouble.DOWN, 7, 8));
    }

    @Test
    void theNextTroubleEndsTheOneBefore() {
        recording.begin(Trouble.FROZEN, at(2));
        recording.begin(Trouble.DOWN, at(3.5));
        recording.end(at(4));

        assertThat(recording.spans()).containsExactly(new Span(Trouble.FROZEN, 2, 3.5), new Span(Trouble.DOWN, 3.5, 4));
    }

    @Test
    void anEndWithoutATroubleIsNothing() {
        recording.end(at(1));
        recording.begin(Trouble.DOWN, at(2));
        recording.end(at(3));
        recording.end(at(4));

        assertThat(recording.spans()).containsExactly(new Span(Trouble.DOWN, 2, 3));
    }
}
