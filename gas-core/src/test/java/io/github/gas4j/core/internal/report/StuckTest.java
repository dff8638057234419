// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.RecordingListener;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Ledger;
import org.junit.jupiter.api.Test;

class StuckTest {
    private static final long TEN_SECONDS = 10_000_000_000L;

    private final Counters counters = new Counters();
    private final RecordingListener heard = new RecordingListener();
    private final Reporter reporter = new Reporter(counters, heard, "collector:1", 0);
    private final FrameBuffer ring = DirectRing.allocate(256, new Counters());
    private final Ledger ledger = new Ledger(ring, counters);
    private final Stuck stuck = new Stuck();

    private long look(long now) {
        return stuck.tick(ledger, now, reporter);
    }

    @Test
    void hasNothingToSayAboutAnEmptyRingOrACommittedRecord() {
        assertThat(look(0)).isEqualTo(Long.MAX_VALUE);

        ring.records().commit(ring.claim(4), 4);

        assertThat(look(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(look(TEN_SECONDS)).isEqualTo(Long.MAX_VALUE);
        assertThat(heard.warnings).isEmpty();
    }

    @Test
    void warnsOnceOfARecordThatStaysOpenForTenSeconds() {
        ring.claim(4);
        assertThat(look(5)).isEqualTo(TEN_SECONDS);
        assertThat(look(TEN_SECONDS)).isEqualTo(5);
        assertThat(heard.warnings).isEmpty();

        assertThat(look(5 + TEN_SECONDS)).isEqualTo(Long.MAX_VALUE);
        assertThat(look(5 + 2 * TEN_SECONDS)).isEqualTo(Long.MAX_VALUE);

        assertThat(heard.warnings).singleElement().asString().contains("10s");
    }

    @Test
    void beginsAnewWithAnotherRecord() {
        long first = ring.claim(4);
        ring.claim(4);
        look(0);
        ring.records().commit(first, 4);
        ledger.written(8);

        assertThat(look(TEN_SECONDS)).isEqualTo(TEN_SECONDS);
        assertThat(heard.warnings).isEmpty();
        look(2 * TEN_SECONDS);
        assertThat(heard.warnings).hasSize(1);
    }

    @Test
    void forgetsARecordThatWasCommittedInTime() {
        long record = ring.claim(4);
        look(0);
        ring.records().commit(record, 4);
        look(1);
        ledger.written(8);
        ring.claim(4);

        assertThat(look(TEN_SECONDS)).isEqualTo(TEN_SECONDS);
    }
}
