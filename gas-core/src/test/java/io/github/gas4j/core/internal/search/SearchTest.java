// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What a search writes next. */
class SearchTest {
    private static final int FRAMES = 4;

    private final World world =
            new World(new Setting().rate(0).unreleased(0).behind(FRAMES - 1), new SplittableRandom(1));
    private final SimulatedBuffer buffer = new SimulatedBuffer(world);
    private final Search search = new Search(world::random);

    private void begin() {
        buffer.fill(0);
        for (int ends = 0; ends < Rule.DEFAULT.ends(); ends++) {
            search.ended(buffer, true, false, 0, FRAMES, 0);
        }
    }

    @Test
    void aCollectorThatTakesEverythingHasRecovered() {
        begin();

        assertThat(search.next(buffer, 0, 0)).extracting(Group::from, Group::to).containsExactly(0L, 4L);
        search.lived(buffer, 0);

        assertThat(search.next(buffer, 0, 0)).isNull();
        assertThat(search.isOn()).isFalse();
        assertThat(search.take()).isEqualTo(Search.Finding.RECOVERED);
    }

    @Test
    void whatIsNoEndByTheCollectorBeginsNoSearch() {
        buffer.fill(0);
        for (int failures = 0; failures < 100; failures++) {
            search.ended(buffer, false, false, 0, FRAMES, 0);
        }
        assertThat(search.isOn()).isFalse();

        for (int ends = 0; ends < 100; ends++) {
            search.ended(buffer, true, true, 0, FRAMES, 0); // something is released in between
        }
        assertThat(search.isOn()).isFalse();
    }

    @Test
    void aSuspectIsNotWrittenToAConnectionThatHasLivedThroughAnotherGroup() {
        begin();

        assertThat(search.next(buffer, 0, 0)).extracting(Group::from, Group::to).containsExactly(0L, 4L);
        search.died(buffer, 0, 0);
        assertThat(search.next(buffer, 0, 0)).extracting(Group::from, Group::to).containsExactly(0L, 2L);
        search.lived(buffer, 0);
        assertThat(search.keepsConnection()).as("two are left").isTrue();
        assertThat(search.next(buffer, 0, 0)).extracting(Group::from, Group::to).containsExactly(2L, 3L);
        search.lived(buffer, 0);

        assertThat(search.keepsConnection()).as("one is left").isFalse();
        assertThat(search.next(buffer, 0, 0)).extracting(Group::from, Group::to).containsExactly(3L, 4L);
        assertThat(search.suspect()).isEqualTo(3);
    }
}
