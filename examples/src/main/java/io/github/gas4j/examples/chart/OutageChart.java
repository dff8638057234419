// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws a recording: events logged and delivered as lines that rise, buffered ones as an area below, and troubles as bands
 * behind them. All are numbers of events on one axis. The area is higher than the gap between the lines, because the buffer
 * also keeps what a crash may have lost. The colours differ in lightness too, and colour-blind people can tell them apart.
 * Stateless.
 */
final class OutageChart {
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 520;

    /** A part of the greatest value that is less than half a pixel. */
    private static final double TOLERANCE = 0.001;

    /** Room above the greatest value; and a hair below the axis, without which it would have no label. */
    private static final double ABOVE = 1.04;

    private static final double BELOW = 0.0001;

    private static final Color INK = new Color(0x333333);
    private static final Color GRID = new Color(0xE4E4E4);
    private static final Color DOWN = new Color(0xDEDEDE);
    private static final Color FROZEN = new Color(0xF1EDE4);
    private static final Color LOGGED = new Color(0xF0A830);
    private static final Color DELIVERED = new Color(0x0B5C94);
    private static final Color BUFFERED = new Color(0x8CC7EC);

    /** Broad, so that it can be seen beneath the line of what was delivered. */
    private static final BasicStroke BROAD = new BasicStroke(7, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private static final BasicStroke NARROW = new BasicStroke(2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private OutageChart() {}

    static XYChart of(Recording recording, String title) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("seconds")
                .yAxisTitle("events")
                .build();
        style(chart.getStyler());
        List<Sample> samples = recording.samples();
        double top = samples.stream().mapToLong(Sample::logged).max().orElse(1);
        chart.getStyler().setYAxisMin(-top * BELOW).setYAxisMax(top * ABOVE);
        chart.getStyler()
                .setXAxisMin(Math.floor(samples.isEmpty() ? 0 : samples.get(0).seconds()) - 0.001);
        for (Trouble trouble : Trouble.values()) {
            addBands(chart, trouble, recording.spans(), top * ABOVE);
        }
        XYSeries buffered = add(chart, "buffered", samples, Sample::buffered);
        buffered.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        buffered.setLineColor(BUFFERED).setLineStyle(NARROW).setFillColor(BUFFERED);
        add(chart, "logged", samples, Sample::logged).setLineColor(LOGGED).setLineStyle(BROAD);
        add(chart, "delivered", samples, Sample::delivered)
                .setLineColor(DELIVERED)
                .setLineStyle(NARROW);
        return chart;
    }

    private static void style(XYStyler style) {
        style.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
        style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
        style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        style.setChartFontColor(INK).setChartBackgroundColor(Color.WHITE).setChartPadding(14);
        style.setChartTitleBoxVisible(false).setChartTitlePadding(12);
        style.setPlotBackgroundColor(Color.WHITE).setPlotBorderVisible(false).setPlotContentSize(1);
        style.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
        style.setPlotGridVerticalLinesVisible(false);
        style.setAxisTickMarksColor(INK).setAxisTickLabelsColor(INK);
        style.setXAxisDecimalPattern("0").setYAxisDecimalPattern("#,##0");
        style.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
        style.setLegendBorderColor(Color.WHITE).setLegendSeriesLineLength(30);
        style.setXAxisTickMarkSpacingHint(110).setYAxisTickMarkSpacingHint(60);
        style.setLegendPadding(14);
        style.setYAxisLabelAlignment(TextAlignment.Right);
        style.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    }

    /** All of one kind are one series, with an entry in the legend. */
    private static void addBands(XYChart chart, Trouble trouble, List<Span> spans, double top) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (Span span : spans) {
            if (span.trouble() == trouble) {
                x.addAll(List.of(span.from(), span.from(), span.to(), span.to(), span.to()));
                y.addAll(List.of(0.0, top, top, 0.0, Double.NaN)); // what is no number ends the band
            }
        }
        if (!x.isEmpty()) {
            XYSeries bands = chart.addSeries(trouble.title(), x, y);
            bands.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
            bands.setMarker(SeriesMarkers.NONE);
            Color color = trouble == Trouble.DOWN ? DOWN : FROZEN;
            bands.setLineColor(color).setFillColor(color);
        }
    }

    private static XYSeries add(XYChart chart, String name, List<Sample> samples, ToLongFunction<Sample> what) {
        double[] x = samples.stream().mapToDouble(Sample::seconds).toArray();
        double[] y = samples.stream().mapToDouble(what::applyAsLong).toArray();
        double top = samples.stream().mapToLong(Sample::logged).max().orElse(1);
        List<Double> keptX = new ArrayList<>();
        List<Double> keptY = new ArrayList<>();
        for (int i : Thinning.kept(x, y, top * TOLERANCE)) {
            keptX.add(x[i]);
            keptY.add(y[i]);
        }
        XYSeries series = chart.addSeries(name, keptX, keptY);
        series.setMarker(SeriesMarkers.NONE);
        return series;
    }
}
