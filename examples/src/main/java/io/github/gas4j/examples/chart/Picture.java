// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;

/**
 * The files of a picture. Stateless.
 *
 * @param directory where they are, or are going to be
 */
public record Picture(Path directory) {
    /** Decimals that nobody sees, half of a drawing's bytes. */
    private static final Pattern DIGITS = Pattern.compile("(\\.\\d\\d)\\d+");

    /** Returns the PNG file. */
    public Path png() {
        return directory.resolve("outage.png");
    }

    /** Returns the SVG file. */
    public Path svg() {
        return directory.resolve("outage.svg");
    }

    /**
     * Draws a recording and writes both files, in place of earlier ones.
     *
     * @return one line that says where they are, or why there are none: whatever keeps a machine from drawing, fonts or
     *     libraries that are missing or a folder that is read-only, is no reason to fail
     */
    public String draw(Recording recording, String title) {
        try {
            write(recording, title);
            return "The picture: " + svg() + " and " + png();
        } catch (IOException | RuntimeException | Error failed) {
            return "No picture, because it could not be drawn or written: " + failed;
        }
    }

    private void write(Recording recording, String title) throws IOException {
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true"); // nothing is shown, and a display may be out of reach
        }
        XYChart chart = OutageChart.of(recording, title);
        byte[] png = ChartEncoder.getBytes(chart, "png");
        String svg = new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8);
        Files.createDirectories(directory);
        Files.write(png(), png);
        Files.writeString(svg(), DIGITS.matcher(svg).replaceAll("$1"));
    }
}
