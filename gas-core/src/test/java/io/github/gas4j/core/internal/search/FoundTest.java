// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A search finds each event that the collector never accepts, and no other one, and events flow again within seconds. More
 * runs with {@code -Dgas.rejected.runs=250}.
 */
class FoundTest {
    private static final Table TABLE = new Table("found");
    private static final int RUNS = Tally.runs(20);

    static List<Poisons.Bounded> large() {
        return Poisons.large();
    }

    static List<Poisons.Bounded> others() {
        return Poisons.others();
    }

    static List<Row> unfindable() {
        return Poisons.unfindable();
    }

    @AfterAll
    static void writeFigures() throws IOException {
        TABLE.write();
    }

    @ParameterizedTest
    @MethodSource({"large", "others"})
    void itAloneIsRejectedInTime(Poisons.Bounded bounded) {
        Tally tally = Tally.of(bounded.row(), RUNS);
        TABLE.add(tally);

        assertThat(tally.innocents()).as("innocents: %s", tally).isZero();
        assertThat(tally.missed() + tally.released()).as("missed: %s", tally).isZero();
        assertThat(tally.longestStop()).as("seconds: %s", tally).isLessThan(bounded.seconds());
    }

    @ParameterizedTest
    @MethodSource("unfindable")
    void whatCannotBeFoundHarmsNoOther(Row row) {
        Tally tally = Tally.of(row, RUNS);
        TABLE.add(tally);

        assertThat(tally.innocents()).as("%s", tally).isZero();
    }

    /** Three are searched for. The others are not written, except one after a minute, which is searched for again. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, 60, 3, 3.5",
        "100, 10, 60, 3, 3.5",
        "20000, 20000, 60, 3, 3.5",
        "20000, 2000, 60, 3, 3.5",
        "100, 10, 110, 4, 64",
        "20000, 2000, 110, 4, 64",
    })
    void manyAreDroppedForTheirSize(double rate, int every, double length, int searches, double seconds) {
        Tally tally = Tally.of(Poisons.stream(rate, every, length), RUNS);
        TABLE.add(tally);

        assertThat(tally.innocents()).as("%s", tally).isZero();
        assertThat(tally.missed()).as("%s", tally).isZero();
        assertThat(tally.fewestSearches()).as("%s", tally).isEqualTo(searches);
        assertThat(tally.mostSearches()).as("%s", tally).isEqualTo(searches);
        assertThat(tally.longestStop()).as("seconds: %s", tally).isLessThan(seconds);
    }
}
