// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CountersTest {
    private final Counters counters = new Counters();
    private final Counters.DropTally tally = counters.drops(DropReason.SHED);

    @Test
    void askForTheSenderOnlyAtTheFirstDropSinceItLooked() {
        assertThat(counters.drop(DropReason.SHED, 1, 10, 0)).isTrue();
        assertThat(counters.drop(DropReason.SHED, 1, 10, 0)).isFalse();
        assertThat(counters.dropsPending).isTrue();

        tally.take(DropReason.SHED);

        assertThat(counters.drop(DropReason.SHED, 1, 10, 0)).isTrue();
    }

    @Test
    void takeWhatIsRefusedForOfferedAndDropped() {
        counters.appended.add(5);
        counters.drop(DropReason.SHED, 2, 20, 0);
        counters.refuse(DropReason.SHED, 3, 30);

        assertThat(tally.count()).isEqualTo(5);
        assertThat(counters.offered()).isEqualTo(8);
    }

    @Test
    void countEachReasonForItself() {
        for (DropReason reason : DropReason.values()) {
            assertThat(counters.drop(reason, reason.name().length(), 0, 0)).isTrue();
        }

        for (DropReason reason : DropReason.values()) {
            assertThat(counters.drops(reason).count()).isEqualTo(reason.name().length());
        }
    }

    @Test
    void reportNothingIfNothingWasDropped() {
        assertThat(tally.take(DropReason.SHED)).isNull();
    }

    @Test
    void reportWhatCameSinceTheLastReport() {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        counters.drop(DropReason.SHED, 2, 100, 1);
        counters.drop(DropReason.SHED, 3, 50, 2);

        DropReport first = Objects.requireNonNull(tally.take(DropReason.SHED));
        counters.drop(DropReason.SHED, 1, 7, 0);
        DropReport second = Objects.requireNonNull(tally.take(DropReason.SHED));

        assertThat(first.reason()).isEqualTo(DropReason.SHED);
        assertThat(first.count()).isEqualTo(5);
        assertThat(first.bytes()).isEqualTo(150);
        assertThat(first.mayHaveArrived()).isEqualTo(3);
        assertThat(first.first()).isBetween(before, first.last());
        assertThat(first.last()).isBeforeOrEqualTo(Instant.now());
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.bytes()).isEqualTo(7);
        assertThat(second.mayHaveArrived()).isZero();
        assertThat(tally.take(DropReason.SHED)).isNull();
        assertThat(tally.count()).isEqualTo(6);
    }
}
