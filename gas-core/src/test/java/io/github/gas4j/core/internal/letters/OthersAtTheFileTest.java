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
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do with the file while a client has it open. */
class OthersAtTheFileTest {
    @TempDir
    private Path directory;

    private final FrameBuffer ring = DirectRing.allocate(4 << 20, new Counters());
    private final Framer framer = new Framer(Framing.NEWLINE, true, 1 << 20);

    private Path file() {
        return directory.resolve("letters");
    }

    private LetterBox box() {
        ClientOptions client =
                ClientOptions.of(Map.of("destination", "logs:5170", "deadLetterFile", file().toString()));
        return new LetterBox(Objects.requireNonNull(client.drop().deadLetters()), client.wire(), () -> 0, line -> {});
    }

    private void keep(LetterBox box, String... events) {
        long from = ring.tail();
        for (String event : events) {
            byte[] bytes = Bytes.of(event);
            assertThat(framer.append(ring, bytes, 0, bytes.length)).isPositive();
        }
        assertThat(box.keep(ring, from, ring.tail(), DropReason.SHUTDOWN)).isEqualTo(ring.tail());
    }

    @Test
    void aFileThatSomebodyRemovesIsCreatedAgain() throws IOException {
        LetterBox box = box();
        keep(box, "one");
        Files.delete(file());

        keep(box, "three");

        assertThat(file()).hasContent("three");
    }

    @Test
    void aFileThatSomebodyEmptiesBeginsAnew() throws IOException {
        LetterBox box = box();
        keep(box, "one", "two");
        Files.writeString(file(), "");

        keep(box, "three");

        assertThat(file()).hasContent("three");
    }

    @Test
    void aFileThatSomebodyEmptiesStaysEmptyAtTheEnd() throws IOException {
        LetterBox box = box();
        keep(box, "one", "two");
        Files.writeString(file(), "");

        box.end();

        assertThat(file()).isEmptyFile();
    }

    @Test
    void aFileThatSomebodyMovesAwayIsLeftAlone() throws IOException {
        LetterBox box = box();
        keep(box, "one", "two");
        Path moved = Files.move(file(), directory.resolve("moved"));

        keep(box, "three");

        assertThat(moved).hasContent("one\ntwo");
        assertThat(file()).hasContent("three");
    }

    @Test
    void otherProcessesSeeTheLockOfAFileThatWasThere() throws Exception {
        Files.writeString(file(), "an event\n");
        LetterBox box = box();
        keep(box, "three");

        assertThat(otherProcessLocks(file())).isFalse();
        box.end();
        assertThat(otherProcessLocks(file())).isTrue();
    }

    private static boolean otherProcessLocks(Path file) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path classes = directoryOf(LockProbe.class);
        Process process = new ProcessBuilder(
                        java, "-cp", classes.toString(), LockProbe.class.getName(), file.toString())
                .inheritIO()
                .start();
        return process.waitFor() == 0;
    }

    private static Path directoryOf(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** Ends with 0 if it can lock a file. Uses nothing but the JDK, because another process runs it. */
    static final class LockProbe {
        private LockProbe() {}

        public static void main(String[] args) throws IOException {
            try (RandomAccessFile file = new RandomAccessFile(args[0], "rw")) {
                System.exit(file.getChannel().tryLock() == null ? 1 : 0);
            }
        }
    }
}
