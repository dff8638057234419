// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Marks compared with a map of all that was noted. */
class MarksPropertyTest {
    private static final long NONE = -1;

    /** How far the position and the stamp have moved since the last note, and the age that is then asked for. */
    record Note(int bytes, int time, int age) {}

    @Property
    void neverCallYoungWhatIsOldByMoreThanTheSpacingNorOldWhatIsYoung(
            @ForAll("notes") @Size(max = 250) List<Note> notes, @ForAll @IntRange(max = 50) int spacing) {
        Marks marks = new Marks(spacing);
        NavigableMap<Long, Long> all = new TreeMap<>();
        long position = 0;
        long stamp = 0;
        long answer = NONE;
        for (Note note : notes) {
            position += note.bytes();
            stamp += note.time();
            all.put(stamp, position);
            marks.add(position, stamp);
            long asked = stamp - note.age();
            long atMost = Math.max(answer, positionAt(all, asked));

            answer = marks.takeUntil(asked, answer);

            assertThat(answer).isBetween(positionAt(all, asked - spacing), atMost);
        }
    }

    /** Everything below this position had been noted by then. */
    private static long positionAt(NavigableMap<Long, Long> all, long stamp) {
        Map.Entry<Long, Long> last = all.floorEntry(stamp);
        return last == null ? NONE : last.getValue();
    }

    @Provide
    Arbitrary<List<Note>> notes() {
        Arbitrary<Note> note = Combinators.combine(
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 200))
                .as(Note::new);
        return note.list();
    }
}
