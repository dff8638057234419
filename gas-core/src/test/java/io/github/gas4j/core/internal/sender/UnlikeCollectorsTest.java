// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Collectors of one client that differ in what they have got and what they accept. */
class UnlikeCollectorsTest extends DestinationTests {
    @Test
    void whatOneCollectorGotLongAgoIsNotReleasedWhenAnotherOneHasJustGotIt() {
        offer();
        run(Duration.ofSeconds(57));
        offer();
        run(Duration.ofSeconds(1));
        first.die();
        run(Duration.ofSeconds(10));
        assertThat(second.lines()).containsExactlyInAnyOrderElementsOf(offered);

        second.die();
        run(Duration.ofSeconds(10));

        assertThat(third.lines()).containsExactlyInAnyOrderElementsOf(offered);
    }

    @Test
    void anEventThatOneCollectorNeverAcceptsGoesToAnotherOne() {
        second.limit(2_000);
        log(Duration.ofSeconds(1));
        String large = "x".repeat(1_000);
        offered.add(large);
        rig.offer(large);

        log(Duration.ofSeconds(10));

        assertThat(second.lines()).contains(large);
        assertThat(lines()).containsAll(offered);
        assertThat(rig.dropped()).isZero();
    }

    @Test
    void anEventThatOneCollectorIsFoundToRejectIsOfferedToAnotherOne() {
        second.refuse();
        third.refuse();
        log(Duration.ofSeconds(1));
        String large = "x".repeat(1_000);
        offered.add(large);
        rig.offer(large);
        for (int i = 0; i < 10; i++) {
            offer();
        }
        for (int i = 0; i < 600 && !isSearching(); i++) {
            run(Duration.ofMillis(50));
        }
        assertThat(isSearching()).isTrue();

        second.limit(2_000);
        second.listen();
        log(Duration.ofSeconds(30));

        assertThat(second.lines()).contains(large);
        assertThat(lines()).containsAll(offered);
        assertThat(rig.dropped()).isZero();
    }

    private boolean isSearching() {
        return rig.heard.news.stream().anyMatch(line -> line.contains("looking for an event"));
    }

    @Test
    void whatThreeCollectorsRejectedIsNotWrittenAgainAndAgain() {
        for (int i = 0; i < 6; i++) {
            log(Duration.ofSeconds(1));
            rig.offer("x".repeat(1_000));
            log(Duration.ofSeconds(20));
        }
        long connections = rig.counters.connections();
        rig.offer("x".repeat(1_000));
        log(Duration.ofSeconds(20));

        assertThat(rig.counters.connections()).isEqualTo(connections);
        assertThat(rig.dropped()).isEqualTo(7);
    }

    @Test
    void anEventThatNoCollectorAcceptsIsDroppedAlone() {
        log(Duration.ofSeconds(1));
        rig.offer("x".repeat(1_000));

        log(Duration.ofMinutes(1));

        assertThat(lines()).containsAll(offered);
        assertThat(rig.dropped()).isEqualTo(1);
        rig.assertAccounts();
    }
}
