// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2.internal.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Severity;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SeveritiesTest {

    @ParameterizedTest
    @CsvSource({"TRACE,0", "DEBUG,10", "INFO,20", "WARN,30", "ERROR,40", "FATAL,50", "OFF,60"})
    void aStandardLevelIsATenth(String level, int severity) {
        assertThat(Severities.of(Level.valueOf(level))).isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({"TRACE,DEBUG,599", "TRACE,DEBUG,501", "INFO,WARN,399", "INFO,WARN,350", "INFO,WARN,301", "ERROR,OFF,50"
    })
    void aLevelOfTheApplicationsOwnIsBetweenItsNeighbours(String below, String above, int number) {
        Level own = Level.forName("OWN" + number, number);

        assertThat(Severities.of(own)).isBetween(numberOf(below) + 1, Severities.of(Level.valueOf(above)) - 1);
    }

    @Test
    void aLevelBelowTraceIsNotAboveIt() {
        assertThat(Severities.of(Level.forName("FINEST", 650))).isLessThan(Severity.TRACE.number());
        assertThat(Severities.of(Level.ALL)).isLessThan(Severity.TRACE.number());
    }

    private static int numberOf(String level) {
        return Severity.valueOf(level).number();
    }
}
