// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Framer;
import io.github.gas4j.core.internal.config.ClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How full the buffer got, and how large it has to be: the line that ends an outage, and the table in the docs. */
class FillTest {
    private static final long CAPACITY = 1 << 20;

    private final Fill fill = new Fill();

    @Test
    void thePeakIsThatOfTheOutage() {
        fill.used(CAPACITY, CAPACITY, true);
        fill.used(0, CAPACITY, true);
        fill.begin();
        fill.used(CAPACITY / 2, CAPACITY, false);
        fill.used(CAPACITY / 8, CAPACITY, false);

        assertThat(fill.summary()).isEqualTo("the buffer was at most 50% full (524288 of 1048576 bytes)");
        assertThat(fill.present()).isEqualTo("13% of 1MiB");
    }

    @Test
    void whatAHungCollectorCostBeforeItsConnectionWasLostBelongsToTheOutage() {
        fill.used(CAPACITY, CAPACITY, true);
        fill.lost(10_000, 1_000_000);
        fill.begin();

        assertThat(fill.summary()).contains("10000 events found no room");
    }

    @Test
    void whatWasLostBeforeTheBufferWasHalfEmptyBelongsToAnEarlierOutage() {
        fill.used(CAPACITY, CAPACITY, true);
        fill.lost(10_000, 1_000_000);
        fill.used(CAPACITY / 3, CAPACITY, true);
        fill.begin();

        assertThat(fill.summary()).doesNotContain("no room");
    }

    @Test
    void noBufferIsLargeEnoughForMoreThanAGibibyte() {
        fill.used(CAPACITY, CAPACITY, false);
        fill.lost(10_000_000, Fill.LARGEST);

        assertThat(fill.summary())
                .endsWith(
                        "; 10000000 events found no room, which is more than the largest bufferSize (1GiB) could have held");
        assertThat(bufferSize(Map.of("destination", "h:1", "bufferSize", Long.toString(Fill.LARGEST))))
                .isEqualTo(Fill.LARGEST);
        assertThatThrownBy(
                        () -> bufferSize(Map.of("destination", "h:1", "bufferSize", Long.toString(Fill.LARGEST + 1))))
                .hasMessageContaining("bufferSize");
    }

    private static long bufferSize(Map<String, String> options) {
        return ClientOptions.of(options).buffer().bufferSize();
    }

    @ParameterizedTest
    @EnumSource(Framing.class)
    void theSizeThatIsNamedHoldsTheSameEventsInSevenEighthsOfIt(Framing framing) {
        for (int size : new int[] {1, 100, 5_000}) {
            int events = (int) (4 * CAPACITY / size);
            Ring small = new Ring(framing, CAPACITY);
            small.fill(events, size);
            fill.used(small.buffer.usedBytes(), CAPACITY, false);
            fill.lost(events - small.count, (long) (events - small.count) * size);
            long wanted = fill.sizeWanted();

            Ring enough = new Ring(framing, wanted * 7 / 8);
            enough.fill(events, size);
            assertThat(enough.count).as("%d bytes in %d", size, wanted).isEqualTo(events);
            fill.begin();
            fill.used(0, CAPACITY, true);
            fill.begin();
        }
    }

    /** The figures in the table of docs/configuration.md, reckoned with a real buffer. */
    @Test
    void theDocsSayHowLongTheDefaultBufferLasts() throws IOException {
        String docs = Files.readString(Path.of("../docs/configuration.md"));
        for (int rate : new int[] {100, 1_000, 10_000}) {
            assertThat(docs)
                    .contains(String.format(
                            Locale.ROOT, "| %,d events/s | %s | %s |", rate, lasts(rate, 200), lasts(rate, 1_000)));
        }
    }

    private static String lasts(int rate, int size) {
        Ring ring = new Ring(Framing.NEWLINE, bufferSize(Map.of("destination", "h:1")) * 7 / 8);
        ring.fill(Integer.MAX_VALUE, size);
        double seconds = (double) ring.count / rate;
        return seconds >= 60
                ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
                : String.format(Locale.ROOT, seconds < 10 ? "%.1f s" : "%.0f s", seconds);
    }

    /** A buffer and how many events it took. */
    private static final class Ring {
        private final FrameBuffer buffer;
        private final Framer framer;
        private int count;

        Ring(Framing framing, long capacity) {
            buffer = DirectRing.allocate(capacity, new Counters());
            framer = new Framer(framing, false, Integer.MAX_VALUE);
        }

        void fill(int events, int size) {
            byte[] event = new byte[size];
            Arrays.fill(event, (byte) 'x');
            while (count < events && framer.append(buffer, event, 0, size) >= 0) {
                count++;
            }
        }
    }
}
