// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A search never rejects an event that the collector accepts, for whatever other reason connections end. At length, with
 * 330,000 runs in about ten minutes:
 *
 * <pre>{@code
 * mvn test -pl testkit,gas-core -Dtest=InnocentsTest -Dsurefire.failIfNoSpecifiedTests=false -Dgas.rejected.runs=10000
 * }</pre>
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class InnocentsTest {
    private static final Table TABLE = new Table("innocents");
    private static final int RUNS = Tally.runs(100);

    static List<Row> rows() {
        return Innocents.rows();
    }

    @AfterAll
    static void writeFigures() throws IOException {
        TABLE.write();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void noEventIsRejected(Row row) {
        Tally tally = Tally.of(row, RUNS);
        TABLE.add(tally);

        assertThat(tally.innocents()).as("%s", tally).isZero();
    }
}
