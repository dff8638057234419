// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of other appenders' options, beside what the core refuses and what the page says. */
class ForeignOptionsTest {
    private static final Path PAGE = Path.of("..", "docs", "migration.md");
    /** What is on the page because it stays as it is, and is no option of the core. */
    private static final Set<String> OF_FRAMEWORKS = Set.of("encoder", "ssl", "ignoreExceptions");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A row of the page: the names of their options, what they are in GAS, and what changes. */
    private record Row(List<String> theirs, String ours, String change) {}

    @Test
    void isRefusedWithWhatIsValid() {
        assertThat(ForeignOptions.names()).hasSizeGreaterThan(60).allSatisfy(name -> {
            assertThat(problemWith(name))
                    .isEqualTo("option " + name + ": is not an option of GAS, but of other appenders; valid: "
                            + instead(name));
        });
    }

    @Test
    void isFoundWhateverTheCase() {
        assertThat(ForeignOptions.instead("RECONNECTIONDELAY")).isEqualTo("retryInterval, maxRetryInterval");
        assertThat(ForeignOptions.contains("reconnectionDelays")).isFalse();
    }

    @Test
    void isNoOptionOfOurs() {
        assertThat(ForeignOptions.names()).doesNotContainAnyElementsOf(ours());
    }

    @Test
    void namesOnlyOptionsThatThereAre() {
        Set<String> known = new TreeSet<>(ours());

        assertThat(ForeignOptions.names())
                .map(ForeignOptionsTest::instead)
                .filteredOn(instead -> instead.matches("\\w+(, \\w+)*"))
                .hasSizeGreaterThan(25)
                .allSatisfy(instead -> assertThat(known).contains(instead.split(", ", -1)));
    }

    @Test
    void thePageSaysTheSameOfEach() throws IOException {
        Set<String> missing = new TreeSet<>(ForeignOptions.names());
        for (Row row : rows()) {
            for (String name : row.theirs()) {
                if (ForeignOptions.contains(name)) {
                    String instead = instead(name);
                    assertThat(row.ours()).as(name).isEqualTo(instead.startsWith("leave it out") ? "none" : instead);
                    assertThat(row.change()).as(name).doesNotContain("ot there yet");
                    missing.remove(name);
                } else {
                    assertThat(row.ours()).as(name).isEqualTo("the same");
                    assertThat(ours().contains(name) || OF_FRAMEWORKS.contains(name))
                            .as(name)
                            .isTrue();
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        boolean inTable = false;
        for (String line : Files.readAllLines(PAGE)) {
            inTable = line.startsWith("|") && (inTable || line.startsWith("| their option |"));
            if (inTable && line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                List<String> theirs = CODE.matcher(cells[1])
                        .results()
                        .map(match -> match.group(1))
                        .toList();
                rows.add(new Row(theirs, cells[2].strip().replace("`", ""), cells[3]));
            }
        }
        assertThat(rows).hasSizeGreaterThan(40);
        return rows;
    }

    private static String instead(String name) {
        return Objects.requireNonNull(ForeignOptions.instead(name), name);
    }

    private static Set<String> ours() {
        return GasConfig.options().stream().map(GasOption::name).collect(Collectors.toSet());
    }

    private static String problemWith(String name) {
        List<String> problems = catchThrowableOfType(
                        GasConfigException.class,
                        () -> GasConfig.builder()
                                .option("destination", "logs:5170")
                                .option(name, "1")
                                .build())
                .problems();
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }
}
