// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of other appenders' options, beside what the core refuses. */
class ForeignOptionsTest {
    /** Options that are refused until they are built. */
    private static final Set<String> PLANNED =
            Set.of("strategy", "failback", "heartbeat", "heartbeatInterval", "maxConnectionAge");

    @Test
    void isRefusedWithWhatIsValid() {
        assertThat(ForeignOptions.names()).hasSizeGreaterThan(60).allSatisfy(name -> {
            String instead = instead(name);
            String valid = isPlanned(instead)
                    ? "leave it out, because this version does not have " + instead + " yet"
                    : instead;

            assertThat(problemWith(name))
                    .isEqualTo("option " + name + ": is not an option of GAS, but of other appenders; valid: " + valid);
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
    void namesOnlyOptionsThatThereAreOrAreToCome() {
        Set<String> known = new TreeSet<>(ours());
        known.addAll(PLANNED);

        assertThat(ForeignOptions.names())
                .map(ForeignOptionsTest::instead)
                .filteredOn(instead -> instead.matches("\\w+(, \\w+)*"))
                .hasSizeGreaterThan(25)
                .allSatisfy(instead -> assertThat(known).contains(instead.split(", ", -1)));
    }

    private static boolean isPlanned(String instead) {
        return PLANNED.contains(instead) && !ours().contains(instead);
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
