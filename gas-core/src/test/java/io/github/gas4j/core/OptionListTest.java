// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gas4j.core.internal.config.ClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of options that the core offers, beside what it reads and what the documentation says. */
class OptionListTest {
    /** A row's name, default and valid values. */
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| ([^|]*) \\| ([^|]*) \\| .* \\|");

    @Test
    void isTheTableInTheDocumentation() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("../docs/configuration.md"))) {
            List<String> rows = lines.dropWhile(line -> !line.startsWith("| option | default | valid | meaning |"))
                    .skip(2)
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> ROW.matcher(line).replaceAll("$1 | $2 | $3").replace("`", ""))
                    .toList();

            assertThat(rows)
                    .isEqualTo(GasConfig.options().stream()
                            .map(option -> option.name() + " | " + option.defaultValue() + " | " + option.valid())
                            .toList());
        }
    }

    @Test
    void isTheListInTheErrorAboutAnUnknownOption() {
        String names = String.join(
                ", ", GasConfig.options().stream().map(GasOption::name).toList());

        assertThat(problemsWith("colour", "blue")).singleElement().asString().endsWith("the options are " + names);
    }

    @ParameterizedTest
    @MethodSource("defaults")
    void hasADefaultThatCanBeWritten(GasOption option) {
        String tls = option.name().startsWith("tls") ? "true" : "false"; // the others have no effect without TLS
        ClientOptions without = ClientOptions.of(Map.of("destination", "logs:5170", "tls", tls));
        ClientOptions with =
                ClientOptions.of(Map.of("destination", "logs:5170", "tls", tls, option.name(), option.defaultValue()));

        assertThat(with.connection()).isEqualTo(without.connection());
        assertThat(with.buffer()).isEqualTo(without.buffer());
        assertThat(with.retry()).isEqualTo(without.retry());
        assertThat(with.delivery()).isEqualTo(without.delivery());
        assertThat(with.wire().framing()).isEqualTo(without.wire().framing());
        assertThat(with.drop()).isEqualTo(without.drop());
        assertThat(with.lifeCycle()).isEqualTo(without.lifeCycle());
    }

    @Test
    void saysInOneLineWhatEachIsFor() {
        assertThat(GasConfig.options()).hasSizeGreaterThan(20).allSatisfy(option -> {
            assertThat(option.meaning()).isNotBlank().doesNotContain("\n");
            assertThat(option.type()).isNotBlank();
        });
    }

    /** Returns the options whose default is a text rather than words about it. */
    static Stream<GasOption> defaults() {
        return GasConfig.options().stream()
                .filter(option -> !option.defaultValue().contains(" "))
                .filter(option -> !List.of("required", "none", "any").contains(option.defaultValue()));
    }

    private static List<String> problemsWith(String option, String value) {
        return catchThrowableOfType(
                        GasConfigException.class,
                        () -> GasConfig.builder()
                                .option("destination", "logs:5170")
                                .option(option, value)
                                .build())
                .problems();
    }
}
