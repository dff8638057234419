// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {
    @ParameterizedTest
    @EnumSource
    void playsAllThatMayFailAndLeavesTheClientAsItIs(Delivery delivery) throws IOException {
        try (Peer peer = new Peer();
                SenderRig rig = new SenderRig(peer)) {
            Rehearsal rehearsal = rehearsal(rig, peer, delivery);

            rehearsal.playFailures();

            assertThat(rehearsal.counters().failedAttempts()).as("an attempt").isEqualTo(1);
            assertThat(rehearsal.counters().snapshot().written()).isEqualTo(1);
            assertThat(rehearsal.counters().snapshot().lastError())
                    .as("an error")
                    .contains("OutOfMemoryError");
            assertThat(rehearsal.counters().snapshot().dropped(DropReason.SHUTDOWN))
                    .as("an end")
                    .isEqualTo(delivery == Delivery.NONE ? 1 : 2);
            assertThatNothingIsLeft(rehearsal, rig);
        }
    }

    @ParameterizedTest
    @EnumSource
    void playsTheOrderlyEndOfAConnectionWithoutASocket(Delivery delivery) throws IOException {
        try (Peer peer = new Peer();
                SenderRig rig = new SenderRig(peer)) {
            Rehearsal rehearsal = rehearsal(rig, peer, delivery);

            rehearsal.playEnd();

            assertThat(rehearsal.isFinished())
                    .as("the collector's end was awaited")
                    .isTrue();
            assertThat(rehearsal.counters().connections()).isEqualTo(1);
            assertThat(rehearsal.counters().snapshot().lastError()).isEmpty();
            assertThatNothingIsLeft(rehearsal, rig);
        }
    }

    private static Rehearsal rehearsal(SenderRig rig, Peer peer, Delivery delivery) {
        return new Rehearsal(
                SenderRig.config(
                        peer,
                        options -> options.option("destination", peer.destination())
                                .option("delivery", delivery.name())),
                rig.parts);
    }

    private static void assertThatNothingIsLeft(Rehearsal rehearsal, SenderRig rig) {
        assertThat(rehearsal.counters().defects()).isZero();
        assertThat(rig.heard.states).isEmpty();
        assertThat(rig.heard.warnings).isEmpty();
        assertThat(rig.selector.isOpen()).isTrue();
        assertThat(rig.selector.keys()).isEmpty();
    }
}
