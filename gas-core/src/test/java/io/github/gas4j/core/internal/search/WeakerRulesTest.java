// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rules that look good reject events that the collector accepts. So {@link InnocentsTest} is able to fail, and each part of
 * the default rule is needed.
 */
class WeakerRulesTest {
    private static final Table TABLE = new Table("weaker");

    @AfterAll
    static void writeFigures() throws IOException {
        TABLE.write();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            crash loop 0.1 s, gone 0.05 s       | 50
            closes at random, mean 0.2 s        | 50
            closes on a burst with p 0.8        | 200
            balancer, 80 % dead                 | 500
            balancer, half of the backends dead | 2500
            accepts and closes                  | 10
            """)
    void threeWithoutControls(String disturber, int runs) {
        assertConvicts(new Rule(3, 3, 3, true, false), disturber, runs);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            crash loop 0.1 s, gone 0.05 s       | 500
            closes at random, mean 0.05 s       | 2000
            closes at random, mean 0.2 s        | 1000
            balancer, half of the backends dead | 10000
            """)
    void threeAndThreeInTurnWithEqualLives(String disturber, int runs) {
        assertConvicts(new Rule(3, 3, 1, false, true), disturber, runs);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            closes at random, mean 0.05 s       | 8000
            closes at random, mean 0.2 s        | 4000
            balancer, half of the backends dead | 10000
            """)
    void threeAndThreeByCoin(String disturber, int runs) {
        assertConvicts(new Rule(3, 3, 3, true, true), disturber, runs);
    }

    private static void assertConvicts(Rule rule, String disturber, int runs) {
        Row row = Innocents.rows().stream()
                .filter(candidate -> candidate.name().equals(disturber))
                .findAny()
                .orElseThrow();
        Row light = new Row(row.name(), random -> row.setting().apply(random).rate(random.nextBoolean() ? 1 : 100));
        Tally tally = Tally.of(light, runs, rule);
        TABLE.add(tally);

        assertThat(tally.innocents()).as("%s: %s", rule, tally).isPositive();
    }
}
