// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.syslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which options there are, and which values they refuse. */
class SyslogOptionsTest {
    private static final Path PAGE = Path.of("..", "docs", "encoding.md");

    @Test
    void thePageHasEachOptionOnce() throws IOException {
        List<String> listed = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.equals("## Syslog"))
                .dropWhile(line -> !line.startsWith("| option |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.indexOf("|", 1)))
                .flatMap(names -> Stream.of(names.split(",", -1)))
                .map(name -> name.strip().replace("`", ""))
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        SyslogOptions.all().stream().map(GasOption::name).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "facility; local8; one of KERN, USER, MAIL",
                "facility; 24; or a number from 0 to 23",
                "facility; -1; or a number from 0 to 23",
                "structuredDataId; mdc; like mdc@32473",
                "structuredDataId; m c@1; like mdc@32473",
                "structuredDataId; a@b; like mdc@32473",
                "structuredDataId; a@1.; like mdc@32473",
                "structuredDataId; abcdefghijklmnopqrstuvwxyz0@32473; of at most 32 characters",
                "includeMdc; perhaps; true or false",
                "includeMdcKeyName; ','; keys with commas between them",
                "eventId; 1; true or false",
                "maxDepthPerThrowable; 0; a whole number from 1",
                "rootCauseFirst; x; true or false",
                "nothing; x; there is no such option",
            })
    void refusesWhatIsNotValid(String option, String value, String valid) {
        assertThatThrownBy(() -> SyslogOptions.read(Map.of(option, value)))
                .isInstanceOfSatisfying(
                        GasConfigException.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .asString()
                                .startsWith("option " + option + ": '" + value + "'")
                                .contains(valid));
    }

    @Test
    void refusesOptionsOfTracesBesideAPattern() {
        assertThatThrownBy(() -> SyslogOptions.read(Map.of("pattern", "%msg", "rootCauseFirst", "true")))
                .hasMessageContaining("option pattern: '%msg'")
                .hasMessageContaining("nothing with maxDepthPerThrowable or rootCauseFirst");
        assertThat(SyslogOptions.read(Map.of("pattern", "%msg")).pattern()).isEqualTo("%msg");
    }
}
