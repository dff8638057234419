// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import org.junit.jupiter.api.Test;

/** What answers over TLS 1.3 and rotations say about each other. */
class VerdictTest {
    private final Verdict verdict = new Verdict(Delivery.CONFIRMED);

    private void failThreeRotations() {
        for (int i = 0; i < Verdict.MOST_FAILURES; i++) {
            verdict.failed(i);
        }
    }

    @Test
    void aCollectorThatHasAnsweredMayBeUnableToRotate() {
        verdict.answered();

        failThreeRotations();

        assertThat(verdict.confirms())
                .as("or a collector that has lost TLS 1.3 would be presumed to hang for an hour")
                .isFalse();
    }

    @Test
    void aCollectorThatHasRotatedIsPresumedToHang() {
        verdict.confirmed();

        failThreeRotations();

        assertThat(verdict.confirms()).isTrue();
    }

    @Test
    void anAnswerEndsADowngrade() {
        failThreeRotations();
        verdict.told();

        verdict.answered();

        assertThat(verdict.confirms()).isTrue();
        assertThat(verdict.news()).isEqualTo(Verdict.News.CONFIRMS_AGAIN);
    }
}
