// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the medians of a suite's first metric: for all options a group of bars, for each contestant a colour. Stateless. */
final class Chart {
    private static final int LEAST_WIDTH = 1000;
    private static final int MARGIN = 400;
    private static final int BAR_WIDTH = 18;
    private static final int HEIGHT = 600;
    private static final int LABEL_DEGREES = 20;

    private Chart() {}

    static void write(Path file, Suite suite, Results results) throws IOException {
        Metric metric = suite.metrics().get(0);
        List<Arm> measured = suite.charted().stream()
                .filter(arm -> Double.isFinite(results.median(arm, metric)))
                .toList();
        if (measured.isEmpty()) {
            return;
        }
        Set<Contestant> contestants = new LinkedHashSet<>();
        Set<String> options = new LinkedHashSet<>();
        measured.forEach(arm -> {
            contestants.add(arm.contestant());
            options.add(options(arm));
        });
        CategoryChart chart = new CategoryChartBuilder()
                .width(Math.max(LEAST_WIDTH, MARGIN + BAR_WIDTH * contestants.size() * options.size()))
                .height(HEIGHT)
                .title(suite.title())
                .yAxisTitle(metric.title())
                .build();
        CategoryStyler style = chart.getStyler();
        style.setXAxisLabelRotation(LABEL_DEGREES);
        style.setYAxisDecimalPattern("#,###.###");
        style.setLegendPosition(LegendPosition.OutsideE);
        style.setChartBackgroundColor(Color.WHITE);
        for (Contestant contestant : contestants) {
            List<@Nullable Double> values = new ArrayList<>();
            options.forEach(each -> values.add(value(measured, contestant, each, metric, results)));
            chart.addSeries(contestant.title(), new ArrayList<>(options), values)
                    .setFillColor(color(contestant));
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "png");
        }
    }

    private static String options(Arm arm) {
        return arm.options().isEmpty() ? "as usual" : arm.options();
    }

    private static @Nullable Double value(
            List<Arm> measured, Contestant contestant, String options, Metric metric, Results results) {
        return measured.stream()
                .filter(arm -> arm.contestant() == contestant && options(arm).equals(options))
                .map(arm -> metric.scaled(results.median(arm, metric)))
                .findFirst()
                .orElse(null);
    }

    /** Blue is GAS, grey are the floors, all other colours are peers; what is on Log4j2 is darker. */
    private static Color color(Contestant contestant) {
        return switch (contestant) {
            case GAS_LOGBACK -> new Color(0x3E8EDE);
            case GAS_LOG4J2 -> new Color(0x1B4F9C);
            case LOGSTASH -> new Color(0xF2B33D);
            case GELF -> new Color(0xF08A5D);
            case GELF_ASYNC -> new Color(0xF4A6A0);
            case SOCKET -> new Color(0xB85C1E);
            case SOCKET_ASYNC -> new Color(0x9C3D54);
            case SOCKET_ASYNC_LOGGER -> new Color(0x6B4C9A);
            case LOGBACK_ENCODING -> new Color(0xCFCFCF);
            case LOG4J2_ENCODING -> new Color(0xA0A0A0);
            case RAW -> new Color(0x606060);
        };
    }
}
