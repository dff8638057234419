// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The table of a run, a Markdown file with a row for each scenario and setup, written as soon as its runs are over. As an
 * extension it hands tests the one report of a run. Thread-safe.
 */
final class Report {
    private static final Path FILE = Path.of("target", "promise.md");
    private static final String HEADER = """
            | scenario | setup | runs | events | dropped | missing | duplicates | connections | failed attempts | WARN after | notes |
            |---|---|--:|--:|--:|--:|--:|--:|--:|--:|---|
            """;

    private Report() throws IOException {
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.writeString(FILE, HEADER);
    }

    synchronized void add(String scenario, Object setup, Tally tally) throws IOException {
        Files.writeString(FILE, tally.row(scenario, setup.toString()) + "\n", StandardOpenOption.APPEND);
    }

    /** Gives the report to a test that has a parameter for it. Thread-safe: stateless. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Report.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Report.class))
                    .computeIfAbsent(Report.class, absent -> create());
        }

        private static Report create() {
            try {
                return new Report();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
