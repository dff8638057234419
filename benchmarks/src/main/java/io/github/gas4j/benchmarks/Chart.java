// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;

/** Draws the medians of a suite's first metric. Stateless. */
final class Chart {
    private static final int WIDTH = 1200;
    private static final int HEAD_HEIGHT = 120;
    private static final int ROW_HEIGHT = 26;

    private Chart() {}

    static void write(Path file, Suite suite, Results results) throws IOException {
        Metric metric = suite.metrics().get(0);
        List<String> labels = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        for (Arm arm : suite.arms()) {
            double median = results.median(arm, metric);
            if (Double.isFinite(median)) {
                labels.add(arm.label());
                medians.add(metric.scaled(median));
            }
        }
        if (labels.isEmpty()) {
            return;
        }
        // it draws from the bottom up
        Collections.reverse(labels);
        Collections.reverse(medians);
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(HEAD_HEIGHT + ROW_HEIGHT * labels.size())
                .title(suite.title())
                .xAxisTitle(metric.title())
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.addSeries(metric.title(), medians, labels);
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "png");
        }
    }
}
