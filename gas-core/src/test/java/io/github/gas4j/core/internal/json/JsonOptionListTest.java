// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasOption;
import io.github.gas4j.core.internal.event.TestEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about encoding lists the options that there are. */
class JsonOptionListTest {
    private static final Path PAGE = Path.of("..", "docs", "encoding.md");

    @Test
    void thePageHasEachOptionOnce() throws IOException {
        List<String> listed = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("| option |"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(1, line.indexOf("|", 1)))
                .flatMap(names -> Stream.of(names.split(",", -1)))
                .map(name -> name.strip().replace("`", ""))
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        JsonOptions.all().stream().map(GasOption::name).toList());
    }

    @Test
    void everyFormatHasItsOwnFields() {
        assertThat(Arrays.stream(JsonFormat.values())
                        .map(format -> new Json("format", format.name())
                                .fields(TestEvent.of(" \n"))
                                .keySet()))
                .allSatisfy(names -> assertThat(names).hasSizeGreaterThan(5))
                .doesNotHaveDuplicates();
    }

    @Test
    void graylogGetsNoBlankMessage() {
        Json gelf = new Json("format", "GELF");

        assertThat(gelf.fields(TestEvent.of(" \n"))).containsEntry("short_message", "-");
        assertThat(gelf.fields(TestEvent.of(null))).containsEntry("short_message", "-");
        assertThat(gelf.fields(TestEvent.of("x"))).containsEntry("short_message", "x");
    }
}
