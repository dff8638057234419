// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes tables: for each suite one in Markdown, alone and together with the others, and every single value as CSV. Confined to one thread. */
final class Report {
    private final Path directory;
    private final String machine = Machine.describe();
    private final StringWriter all = new StringWriter();
    /** The present suite's. */
    private StringWriter markdown = new StringWriter();

    private final StringWriter csv = new StringWriter();

    /** Begins a report with what it was measured on. */
    Report(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        all.write("# Benchmarks\n\n" + machine);
        csv.write("suite,arm,metric,round,value\n");
    }

    /** Adds a suite's results and writes the files anew, for what is there if the rest fails. */
    void add(String name, Suite suite, Results results) throws IOException {
        markdown = new StringWriter();
        table(suite, results);
        markdown.write("\n");
        for (String finding : suite.findings(results)) {
            markdown.write("- " + finding + "\n");
        }
        for (Arm arm : suite.arms()) {
            for (Metric metric : suite.metrics()) {
                values(name, arm, metric, results.values(arm, metric));
            }
        }
        all.write("\n## " + suite.title() + "\n\n" + markdown);
        Files.writeString(directory.resolve("benchmarks.md"), all.toString());
        Files.writeString(directory.resolve(name + ".md"), "# " + suite.title() + "\n\n" + machine + "\n" + markdown);
        Files.writeString(directory.resolve("benchmarks.csv"), csv.toString());
        Chart.write(directory.resolve(name + ".png"), suite, results);
    }

    /** A row for each arm: medians, least and greatest value, and the median of the ratios to its base. */
    private void table(Suite suite, Results results) {
        markdown.write("| contestant | options |");
        suite.metrics().forEach(metric -> markdown.write(" " + metric.title() + " |"));
        markdown.write("\n|---|---|" + "---|".repeat(suite.metrics().size()) + "\n");
        for (Arm arm : suite.arms()) {
            if (!results.has(arm)) {
                continue;
            }
            markdown.write("| " + arm.contestant().title() + " | " + arm.options() + " |");
            for (Metric metric : suite.metrics()) {
                markdown.write(" " + cell(suite, results, arm, metric) + " |");
            }
            markdown.write("\n");
        }
    }

    private static String cell(Suite suite, Results results, Arm arm, Metric metric) {
        List<Double> values = Stats.numbers(results.values(arm, metric));
        if (values.isEmpty()) {
            return "";
        }
        String text = metric.text(Stats.median(values));
        double least = values.get(0);
        double greatest = values.get(values.size() - 1);
        if (least < greatest) {
            text += " (" + metric.text(least) + " to " + metric.text(greatest) + ")";
        }
        Arm base = suite.base(arm);
        double ratio = results.ratio(arm, base, metric);
        return arm.label().equals(base.label()) || !Double.isFinite(ratio)
                ? text
                : text + String.format(Locale.ROOT, " ×%.2f", ratio);
    }

    private void values(String name, Arm arm, Metric metric, List<Double> values) {
        for (int round = 0; round < values.size(); round++) {
            csv.write(name + ",\"" + arm.label() + "\"," + metric + "," + round + "," + values.get(round) + "\n");
        }
    }
}
