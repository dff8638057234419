// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.letters;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.Framing;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Framer;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.config.DeadLetterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the files, as a receiver would read them. */
class LetterBoxTest {
    private static final long LARGE_LIMIT = 64 << 20;

    @TempDir
    private Path directory;

    private final FrameBuffer ring = DirectRing.allocate(4 << 20, new Counters());
    private final Framer framer = new Framer(Framing.NEWLINE, true, 1 << 20);
    private final List<String> warnings = new ArrayList<>();
    private long now;
    private int number;

    private Path file() {
        return directory.resolve("letters");
    }

    private LetterBox box(long maxSize, boolean replay) {
        ClientOptions client = ClientOptions.of(Map.of("destination", "logs:5170"));
        return new LetterBox(new DeadLetterOptions(file(), maxSize, replay), client.wire(), () -> now, warnings::add);
    }

    /** Appends events of a size. Returns where the first begins. */
    private long append(int events, int size) {
        long from = ring.tail();
        for (int i = 0; i < events; i++) {
            byte[] event = Bytes.of(Bytes.event(number++, size));
            assertThat(framer.append(ring, event, 0, event.length)).isPositive();
        }
        return from;
    }

    private void keepAll(LetterBox box, long from, DropReason reason) {
        assertThat(box.keep(ring, from, ring.tail(), reason)).isEqualTo(ring.tail());
        ring.release(ring.tail());
    }

    private void keepAll(LetterBox box, long from) {
        keepAll(box, from, DropReason.RETRIES_EXHAUSTED);
    }

    /** Returns the events of files in this order, as one text. */
    private static String read(Path... files) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(Bytes.text(Files.readAllBytes(file)));
        }
        return text.toString();
    }

    private static String events(int from, int to, int size) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(Bytes.event(i, size)).append('\n');
        }
        return text.toString();
    }

    @Test
    void keepsFramesAsTheyGoOnTheWire() throws IOException {
        keepAll(box(LARGE_LIMIT, false), append(1_000, 200));

        assertThat(read(file())).isEqualTo(events(0, 1_000, 200));
    }

    @Test
    void keepsFramesLargerThanItsOwnMemory() throws IOException {
        LetterBox box = box(LARGE_LIMIT, false);
        long from = append(1, 10);
        append(2, 300_000);
        append(1, 10);

        keepAll(box, from);

        assertThat(read(file())).isEqualTo(events(0, 1, 10) + events(1, 3, 300_000) + events(3, 4, 10));
    }

    @Test
    void onlyItsOwnerMayReadTheFile() throws IOException {
        keepAll(box(LARGE_LIMIT, false), append(1, 10));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void createsNoFileBeforeThereIsALetter() {
        LetterBox box = box(LARGE_LIMIT, false);

        assertThat(box.keep(ring, 0, 0, DropReason.SHUTDOWN)).isZero();
        box.end();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        LetterBox before = box(LARGE_LIMIT, false);
        keepAll(before, append(3, 50));
        before.end();

        keepAll(box(LARGE_LIMIT, false), append(3, 50));

        assertThat(read(file())).isEqualTo(events(0, 6, 50));
    }

    @Test
    void cutsATornFrameThatAKilledProcessHasLeft() throws IOException {
        Files.writeString(file(), "whole one\nwhole two\ntorn on");

        keepAll(box(LARGE_LIMIT, false), append(2, 30));

        assertThat(read(file())).isEqualTo("whole one\nwhole two\n" + events(0, 2, 30));
    }

    @Test
    void movesAFileThatHoldsNoFramesAside() throws IOException {
        Files.writeString(file(), "no line end"); // as of another framing
        LetterBox box = box(LARGE_LIMIT, false);

        keepAll(box, append(2, 30));

        assertThat(read(file())).isEqualTo(events(0, 2, 30));
        Path aside = directory.resolve("letters.foreign");
        assertThat(aside).hasContent("no line end");
        assertThat(warnings)
                .containsExactly(
                        "'" + file() + "' held no events with framing=NEWLINE, and is called '" + aside + "' now");
    }

    @Test
    void replacesNoFileThatWasMovedAside() throws IOException {
        Files.writeString(file(), "no line end");
        Files.writeString(directory.resolve("letters.foreign"), "nor this");
        long from = append(1, 30);

        assertThat(box(LARGE_LIMIT, false).keep(ring, from, ring.tail(), DropReason.SHUTDOWN))
                .isEqualTo(from);

        assertThat(file()).hasContent("no line end");
        assertThat(warnings).singleElement().asString().contains("letters.foreign' exists already");
    }

    @Test
    void stopsAtARecordThatIsNotCommitted() throws IOException {
        LetterBox box = box(LARGE_LIMIT, false);
        long from = append(2, 30);
        long open = ring.claim(30);
        append(1, 30);

        assertThat(box.keep(ring, from, ring.tail(), DropReason.SHUTDOWN)).isEqualTo(open);

        assertThat(read(file())).isEqualTo(events(0, 2, 30));
    }

    @Test
    void takesNoMoreRoomThanItMayAndKeepsTheNewest() throws IOException {
        LetterBox box = box(100_000, false);
        for (int i = 0; i < 100; i++) {
            keepAll(box, append(37, 100));
            long size = Files.size(file());
            Path older = LetterFile.older(file());
            assertThat(size + (Files.exists(older) ? Files.size(older) : 0)).isLessThanOrEqualTo(100_000);
        }

        String kept = read(LetterFile.older(file()), file());
        int all = 3_700;
        int left = kept.length() / 101;
        assertThat(left).isGreaterThan(450);
        assertThat(kept).isEqualTo(events(all - left, all, 100));
        String line = "deadLetterFile '" + file() + "' has reached deadLetterMaxSize (100000): its oldest ";
        assertThat(warnings).singleElement().asString().startsWith(line);
        box.end();
        assertThat(warnings).hasSize(2);
        long told = warnings.stream()
                .mapToLong(warning -> Long.parseLong(warning.substring(line.length(), warning.indexOf(" bytes are"))))
                .sum();
        assertThat(told).isEqualTo((all - left) * 101L);
    }

    @Test
    void aFileHoldsAtLeastOneEvent() throws IOException {
        LetterBox box = box(1_000, false);

        keepAll(box, append(3, 700));

        assertThat(read(LetterFile.older(file()), file())).isEqualTo(events(1, 3, 700));
    }

    @Test
    void keepsNothingForAMinuteAfterAFailureAndSaysSoOnce() throws IOException {
        Files.createDirectory(file());
        LetterBox box = box(LARGE_LIMIT, false);
        long from = append(2, 30);
        for (int i = 0; i < 3; i++) {
            assertThat(box.keep(ring, from, ring.tail(), DropReason.BUFFER_FULL))
                    .isEqualTo(from);
            now += Duration.ofSeconds(61).toNanos();
        }
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("deadLetterFile '" + file() + "' cannot be written: it is no regular file");
        assertThat(box.keep(ring, from, ring.tail(), DropReason.BUFFER_FULL)).isEqualTo(from); // the fourth failure
        Files.delete(file());
        assertThat(box.keep(ring, from, ring.tail(), DropReason.BUFFER_FULL)).isEqualTo(from); // the minute is not over

        now += Duration.ofSeconds(61).toNanos();
        keepAll(box, from);

        assertThat(read(file())).isEqualTo(events(0, 2, 30));
        assertThat(warnings).hasSize(1);
    }

    @Test
    void leavesTheFileToAClientThatHasIt() throws IOException {
        LetterBox first = box(LARGE_LIMIT, false);
        keepAll(first, append(1, 30));
        LetterBox second = box(LARGE_LIMIT, false);
        long from = append(1, 30);

        assertThat(second.keep(ring, from, ring.tail(), DropReason.BUFFER_FULL)).isEqualTo(from);

        assertThat(warnings).singleElement().asString().contains("another client or process writes to it");
        first.end();
        now += Duration.ofSeconds(61).toNanos();
        keepAll(second, from);
        assertThat(read(file())).isEqualTo(events(0, 2, 30));
    }

    @Test
    void whatWasRejectedHasAFileOfItsOwnIfLettersAreSentAgain() throws IOException {
        keepAll(box(LARGE_LIMIT, false), append(1, 30), DropReason.REJECTED);
        assertThat(read(file())).isEqualTo(events(0, 1, 30));
        Files.delete(file());

        LetterBox box = box(LARGE_LIMIT, true);
        keepAll(box, append(1, 30), DropReason.REJECTED);
        keepAll(box, append(1, 30), DropReason.SHUTDOWN);

        assertThat(read(directory.resolve("letters.rejected"))).isEqualTo(events(1, 2, 30));
        assertThat(read(file())).isEqualTo(events(2, 3, 30));
    }

    @Test
    void anInterruptDoesNotCloseTheFile() throws IOException {
        LetterBox box = box(LARGE_LIMIT, false);
        keepAll(box, append(1, 30));

        Thread.currentThread().interrupt();
        keepAll(box, append(1, 30));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(read(file())).isEqualTo(events(0, 2, 30));
        assertThat(warnings).isEmpty();
    }

    @Test
    void filesOfAClientThatSendsAgainKeepToTheLimitTogether() throws IOException {
        LetterBox box = box(100_000, true);
        keepAll(box, append(1_200, 100), DropReason.REJECTED);
        keepAll(box, append(1_200, 100));
        Files.move(LetterFile.older(file()), directory.resolve("letters.sending"));
        keepAll(box, append(1_200, 100));

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.mapToLong(LetterBoxTest::sizeOf).sum()).isLessThanOrEqualTo(100_000);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
