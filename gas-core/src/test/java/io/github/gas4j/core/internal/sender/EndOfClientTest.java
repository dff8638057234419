// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndOfClientTest {
    private final EndOfClient end = new EndOfClient();

    @Test
    void comesOnlyWhenTheGraceIsOver() {
        end.retire(10);

        assertThat(end.nanosLeft(4)).isEqualTo(6);
        assertThat(end.drainIfDue(9)).isFalse();
        assertThat(end.isWanted()).isFalse();
        assertThat(end.drainIfDue(10)).isTrue();
        assertThat(end.drainIfDue(11)).as("a second time").isFalse();
        assertThat(end.isWanted()).isTrue();
        assertThat(end.isHurried()).isFalse();
        assertThat(end.nanosLeft(11)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void isTakenBackWithinTheGrace() {
        end.retire(10);

        assertThat(end.resume()).isTrue();
        assertThat(end.drainIfDue(10)).isFalse();
        assertThat(end.nanosLeft(10)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void isNotTakenBackAfterwards() {
        end.retire(10);
        assertThat(end.drainIfDue(10)).isTrue();

        assertThat(end.resume()).isFalse();
        end.retire(20);
        assertThat(end.resume()).isFalse();
    }

    @Test
    void isHurriedByAClose() {
        end.retire(10);
        assertThat(end.drainIfDue(10)).isTrue();
        end.close(30);

        assertThat(end.isHurried()).isTrue();
        assertThat(end.nanosLeft(10)).isEqualTo(20);
        assertThat(end.resume()).isFalse();
    }

    @Test
    void canBeTakenBackByAClientThatRuns() {
        assertThat(end.resume()).isTrue();
        assertThat(end.nanosLeft(0)).isEqualTo(Long.MAX_VALUE);
    }
}
