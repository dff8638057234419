// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Figures of a test, which are written to {@code target/rejected}. */
final class Table {
    private final String name;
    private final List<String> lines = new ArrayList<>();

    Table(String name) {
        this.name = name;
        lines.add(Tally.HEAD);
        lines.add(Tally.HEAD.replaceAll("[^|]+", "---"));
    }

    void add(Tally tally) {
        lines.add(tally.toString());
    }

    void write() throws IOException {
        Path directory = Files.createDirectories(Path.of("target", "rejected"));
        Files.write(directory.resolve(name + ".md"), lines);
    }
}
