// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What a run came to, in a Markdown file: a line for each trial as soon as it is over, so that a run that is cut short
 * has its table too. As an extension it hands tests the one table of a run. Thread-safe.
 */
final class FaultTable {
    private static final Path FILE = Path.of("target", "fault-matrix.md");
    private static final String HEADER = """
            | fault | appender | framework | events/s | fits | offered | delivered | missing | duplicates | dropped | longest append | notes |
            |---|---|---|--:|---|--:|--:|--:|--:|--:|--:|---|
            """;

    private FaultTable() throws IOException {
        Files.createDirectories(FILE.toAbsolutePath().getParent());
        Files.writeString(FILE, HEADER);
    }

    synchronized void add(String fault, Contestant contestant, Outcome outcome) throws IOException {
        String line = String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %d | %d | %d | %d | %s | %s | %s |%n",
                fault,
                contestant.name(),
                contestant.framework().title(),
                outcome.rate(),
                outcome.fits().map(fits -> fits ? "yes" : "no").orElse(""),
                outcome.offered(),
                outcome.delivered(),
                outcome.missing(),
                outcome.duplicates(),
                outcome.dropped() == Outcome.UNTOLD ? "?" : Long.toString(outcome.dropped()),
                words(outcome.longest().toNanos()),
                outcome.notes());
        Files.writeString(FILE, line, StandardOpenOption.APPEND);
    }

    private static String words(long nanos) {
        double millis = nanos / 1e6;
        return millis < 1_000
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%.1f s", millis / 1_000);
    }

    /** Gives the table to whoever has a parameter for it. Thread-safe: stateless. */
    static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == FaultTable.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(FaultTable.class))
                    .computeIfAbsent(FaultTable.class, absent -> create());
        }

        private static FaultTable create() {
            try {
                return new FaultTable();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
