// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.w3c.dom.Element;

/** From a recording to its files. */
class PictureTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @TempDir
    private Path directory;

    private final Recording recording = new Recording(0);

    @BeforeEach
    void anOutageFromTheFourthToTheSixthSecond() {
        for (long i = 1; i <= 100; i++) {
            long delivered = i <= 40 || i >= 65 ? i * 800 : 40 * 800;
            recording.add(i * SECOND / 10, i * 800, delivered, i * 800 - delivered);
            if (i == 40) {
                recording.begin(Trouble.DOWN, 4 * SECOND);
            } else if (i == 60) {
                recording.end(6 * SECOND);
            }
        }
    }

    @Test
    void writesAnImageAndADrawing() throws Exception {
        Picture picture = new Picture(directory.resolve("new"));

        String line = picture.draw(recording, "All 80,000 events arrive");

        assertThat(line).contains(picture.png().toString(), picture.svg().toString());
        BufferedImage image = ImageIO.read(picture.png().toFile());
        assertThat(image.getWidth()).isEqualTo(1_000);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Element root =
                factory.newDocumentBuilder().parse(picture.svg().toFile()).getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(Files.size(picture.png())).isLessThan(150_000);
        assertThat(Files.size(picture.svg())).isLessThan(200_000);
    }

    @Test
    void replacesAnEarlierPicture() throws Exception {
        Picture picture = new Picture(directory);
        Files.writeString(picture.png(), "old");

        picture.draw(recording, "new");

        assertThat(ImageIO.read(picture.png().toFile())).isNotNull();
    }

    @Test
    void aBandStandsWhereTheCollectorWasDown() {
        XYChart chart = OutageChart.of(recording, "");

        XYSeries band = chart.getSeries(Trouble.DOWN.title());
        assertThat(band.getXData()).startsWith(4, 4, 6, 6);
        assertThat(band.getYData()).startsWith(0, 83_200, 83_200, 0);
        assertThat(chart.getSeriesCollection())
                .extracting(XYSeries::getName)
                .containsExactly(Trouble.DOWN.title(), "buffered", "logged", "delivered");
    }

    @Test
    void linesKeepTheirCorners() {
        XYSeries delivered = OutageChart.of(recording, "").getSeries("delivered");

        assertThat(delivered.getXData()).containsExactly(0.1, 4, 6.4, 6.5, 10);
        assertThat(delivered.getYData()).containsExactly(800, 32_000, 32_000, 52_000, 80_000);
    }

    @Test
    void aFolderThatCannotBeMadeIsToldAndNoFailure() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThat(new Picture(file.resolve("folder")).draw(recording, ""))
                .startsWith("No picture")
                .contains("file");
    }

    @Test
    void aRunWithoutEventsIsNoFailureEither() {
        assertThat(new Picture(directory).draw(new Recording(0), "")).startsWith("No picture");
    }
}
