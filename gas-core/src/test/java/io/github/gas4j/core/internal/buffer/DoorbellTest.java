// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Every order of the steps of a producer (claim, then look) and the consumer (say, then look), driven by hand. The last
 * tests drive a model of the same protocol with its steps exchanged and show that this search finds the lost wake-up.
 */
class DoorbellTest {
    private final FrameBuffer ring = DirectRing.allocate(64, new Counters());
    private final List<String> rings = new ArrayList<>();
    private final Doorbell doorbell = new Doorbell(() -> rings.add("rung"));

    @Test
    void anEventAfterTheConsumerArmedRings() {
        assertThat(doorbell.arm(0, ring)).isTrue();

        doorbell.passed(append());

        assertThat(rings).hasSize(1);
    }

    @Test
    void anEventBeforeTheConsumerArmsKeepsItAwake() {
        doorbell.passed(append());

        assertThat(doorbell.arm(0, ring)).isFalse();
        assertThat(rings).isEmpty();
    }

    @Test
    void anEventWhoseProducerHasNotLookedYetKeepsTheConsumerAwake() {
        long end = append();

        assertThat(doorbell.arm(0, ring)).isFalse();

        doorbell.passed(end);
        assertThat(rings).isEmpty();
    }

    @Test
    void aClaimThatIsNotCommittedKeepsTheConsumerAwake() {
        ring.claim(4);

        assertThat(doorbell.arm(0, ring)).isFalse();
    }

    @Test
    void aClaimAfterTheConsumerArmedRingsOnceItIsCommitted() {
        assertThat(doorbell.arm(0, ring)).isTrue();
        long record = ring.claim(4);
        assertThat(rings).isEmpty();

        ring.records().commit(record, 4);
        doorbell.passed(ring.tail());

        assertThat(rings).hasSize(1);
    }

    @Test
    void onlyOneOfSeveralProducersRings() {
        doorbell.arm(0, ring);

        doorbell.passed(append());
        doorbell.passed(append());

        assertThat(rings).hasSize(1);
    }

    @Test
    void noOneRingsBelowThePositionTheConsumerWaitsFor() {
        assertThat(doorbell.arm(16, ring)).isTrue();

        doorbell.passed(append());
        doorbell.passed(append());
        assertThat(rings).isEmpty();

        doorbell.passed(append());
        assertThat(rings).hasSize(1);
    }

    @Test
    void noOneRingsForAConsumerThatWaitsForNoPosition() {
        append();

        assertThat(doorbell.arm(Doorbell.NEVER, ring)).isTrue();
        doorbell.passed(append());

        assertThat(rings).isEmpty();
    }

    @Test
    void noOneRingsForAConsumerThatIsAwakeAgain() {
        doorbell.arm(0, ring);
        doorbell.disarm();

        doorbell.passed(append());

        assertThat(rings).isEmpty();
    }

    @Test
    void noOneRingsForAConsumerThatMustNotSleep() {
        append();
        doorbell.arm(0, ring);

        doorbell.passed(append());

        assertThat(rings).isEmpty();
    }

    @Test
    void ringsWhateverTheConsumerWaitsFor() {
        doorbell.ring();
        doorbell.arm(Doorbell.NEVER, ring);
        doorbell.ring();

        assertThat(rings).hasSize(2);
    }

    @Test
    void noOrderOfTheProtocolsStepsLosesAWakeUp() {
        assertThat(lostWakeUps("CL", "sl")).isEmpty();
    }

    @Test
    void aConsumerThatLooksBeforeItSaysLosesAWakeUp() {
        assertThat(lostWakeUps("CL", "ls")).contains("lCLs");
    }

    @Test
    void aProducerThatLooksBeforeItClaimsLosesAWakeUp() {
        assertThat(lostWakeUps("LC", "sl")).contains("LslC");
    }

    private long append() {
        ring.records().commit(ring.claim(4), 4);
        return ring.tail();
    }

    /** All orders of a producer's Claim and Look and a consumer's say and look in which the consumer sleeps through. */
    private static List<String> lostWakeUps(String producer, String consumer) {
        List<String> lost = new ArrayList<>();
        for (String order : orders(producer, consumer)) {
            boolean claimed = false;
            boolean said = false;
            boolean sleeps = false;
            boolean rung = false;
            for (int i = 0; i < order.length(); i++) {
                switch (order.charAt(i)) {
                    case 'C' -> claimed = true;
                    case 'L' -> rung = said;
                    case 's' -> said = true;
                    default -> sleeps = !claimed;
                }
            }
            if (sleeps && !rung) {
                lost.add(order);
            }
        }
        return lost;
    }

    private static List<String> orders(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return List.of(one + other);
        }
        List<String> orders = new ArrayList<>();
        orders(one.substring(1), other).forEach(rest -> orders.add(one.charAt(0) + rest));
        orders(one, other.substring(1)).forEach(rest -> orders.add(other.charAt(0) + rest));
        return orders;
    }
}
