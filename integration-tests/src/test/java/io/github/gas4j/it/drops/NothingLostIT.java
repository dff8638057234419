// SPDX-License-Identifier: MIT
package io.github.gas4j.it.drops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Event.Source;
import io.github.gas4j.it.fixtures.Framework;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Settings;
import io.github.gas4j.it.fixtures.Stats;
import io.github.gas4j.testkit.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a fallback and a file for dead letters every event is in one place: there, in the file, or at the collector. */
@Timeout(60)
class NothingLostIT {
    private static final int BUFFER_BYTES = 256 << 10;
    /** Twice what the buffer holds of events with 100 characters behind their number. */
    private static final int EVENTS = 2 * BUFFER_BYTES / 120;

    @ParameterizedTest
    @EnumSource
    void everyEventOfAnOutageOfTwiceTheBufferIsInOnePlace(Framework framework, @TempDir Path directory)
            throws IOException {
        Path fallback = directory.resolve("fallback");
        Path letters = directory.resolve("letters");
        try (Collector collector = Collector.down(directory);
                Application application = Application.start(
                        framework,
                        Settings.of("kept", collector.port())
                                .with("bufferSize", BUFFER_BYTES)
                                .with("maxRetries", 5)
                                .with("file", fallback)
                                .with("deadLetterFile", letters))) {
            application.log(LoadOrder.of(1, 1, EVENTS));
            application.awaitStats("what the buffer held is given up", stats -> stats.get("BufferedEvents") == 0);
            application.log(LoadOrder.of(2, 1, EVENTS / 4));
            collector.listen();

            application.awaitStats("the rest is written", stats -> stats.get("BufferedEvents") == 0);
            Stats stats = Checks.accountsBalance(application);
            Arrivals arrived = Checks.arrive(collector.journal(), EVENTS / 4 - (stats.get("Dropped") - EVENTS));
            Checks.areSound(arrived, stats);
            Arrivals fell = Arrivals.of(Files.readAllBytes(fallback));
            Arrivals died = Arrivals.of(Files.readAllBytes(letters));
            assertThat(fell.frames()).isEqualTo(stats.get("DroppedFallback")).isGreaterThan(EVENTS / 4);
            assertThat(died.frames()).isEqualTo(stats.get("DroppedDeadLetter")).isGreaterThan(EVENTS / 4);
            assertThat(stats.get("DroppedFallback") + stats.get("DroppedDeadLetter"))
                    .isEqualTo(stats.get("Dropped"));
            isInOnePlace(new Source(1, 0), EVENTS, arrived, fell, died);
            isInOnePlace(new Source(2, 0), EVENTS / 4, arrived, fell, died);
        }
    }

    private static void isInOnePlace(Source source, int events, Arrivals... places) {
        BitSet anywhere = new BitSet();
        int all = 0;
        for (Arrivals place : places) {
            anywhere.or(place.of(source));
            all += place.of(source).cardinality();
        }
        assertThat(anywhere.cardinality()).as("somewhere, of %s", source).isEqualTo(events);
        assertThat(all).as("in all places, of %s", source).isEqualTo(events);
    }
}
