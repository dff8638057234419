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

    @Test
    void askForTheSenderOnlyAtTheFirstDropSinceItLooked() {
        assertThat(counters.drop(DropReason.SHED, 1, 10, 0)).isTrue();
        assertThat(counters.drop(DropReason.SHED, 1, 10, 0)).isFalse();
        assertThat(counters.hasUnreportedDrops()).isTrue();

        counters.takeDrops(DropReason.SHED);

        assertThat(counters.drop(DropReason.SHED, 1, 10, 0)).isTrue();
    }

    @Test
    void takeWhatIsRefusedForOfferedAndDropped() {
        for (int i = 0; i < 5; i++) {
            counters.append();
        }
        counters.drop(DropReason.SHED, 2, 20, 0);
        counters.refuse(DropReason.SHED, 3, 30);

        assertThat(counters.snapshot().dropped(DropReason.SHED)).isEqualTo(5);
        assertThat(counters.snapshot().offered()).isEqualTo(8);
    }

    @Test
    void countEachReasonForItself() {
        for (DropReason reason : DropReason.values()) {
            assertThat(counters.drop(reason, reason.name().length(), 0, 0)).isTrue();
        }

        for (DropReason reason : DropReason.values()) {
            assertThat(counters.snapshot().dropped(reason))
                    .isEqualTo(reason.name().length());
        }
    }

    @Test
    void reportNothingIfNothingWasDropped() {
        assertThat(counters.takeDrops(DropReason.SHED)).isNull();
    }

    @Test
    void reportWhatCameSinceTheLastReport() {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        counters.drop(DropReason.SHED, 2, 100, 1);
        counters.drop(DropReason.SHED, 3, 50, 2);

        DropReport first = Objects.requireNonNull(counters.takeDrops(DropReason.SHED));
        counters.drop(DropReason.SHED, 1, 7, 0);
        DropReport second = Objects.requireNonNull(counters.takeDrops(DropReason.SHED));

        assertThat(first.reason()).isEqualTo(DropReason.SHED);
        assertThat(first.count()).isEqualTo(5);
        assertThat(first.bytes()).isEqualTo(150);
        assertThat(first.mayHaveArrived()).isEqualTo(3);
        assertThat(first.first()).isBetween(before, first.last());
        assertThat(first.last()).isBeforeOrEqualTo(Instant.now());
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.bytes()).isEqualTo(7);
        assertThat(second.mayHaveArrived()).isZero();
        assertThat(counters.takeDrops(DropReason.SHED)).isNull();
        assertThat(counters.snapshot().dropped(DropReason.SHED)).isEqualTo(6);
    }
}
