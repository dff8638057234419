// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.letters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.internal.buffer.Framer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of frames, whole and torn, read back. */
class FrameReaderTest {
    private static final int LONGEST = 300_000;

    @TempDir
    private Path directory;

    private final Random random = new Random(7);

    private Path file(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("frames"), bytes);
    }

    private FrameReader read(byte[] bytes, Framing framing) throws IOException {
        return FrameReader.open(file(bytes), framing, LONGEST);
    }

    private static List<byte[]> rest(FrameReader reader) throws IOException {
        List<byte[]> frames = new ArrayList<>();
        while (reader.next()) {
            frames.add(Arrays.copyOfRange(reader.bytes(), reader.offset(), reader.offset() + reader.length()));
        }
        return frames;
    }

    /** Some frames, of sizes around those at which the reader reads more and makes more room. */
    private List<byte[]> someFrames(Framing framing) {
        Framer framer = new Framer(framing, framing == Framing.NEWLINE || framing == Framing.CRLF, LONGEST);
        int[] sizes = {1, 9, 10, 200, 65_535, 65_536, 131_072, 3, 200_000, 17};
        return Arrays.stream(sizes)
                .mapToObj(size -> framer.frame(Bytes.of(Bytes.event(random.nextInt(100), size))))
                .toList();
    }

    private static byte[] join(List<byte[]> frames) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        frames.forEach(all::writeBytes);
        return all.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(value = Framing.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void readsBackWhatAFramerWrote(Framing framing) throws IOException {
        List<byte[]> frames = someFrames(framing);
        byte[] all = join(frames);

        try (FrameReader reader = read(all, framing)) {
            assertThat(rest(reader)).containsExactlyElementsOf(frames);
            assertThat(reader.isValid()).isTrue();
            assertThat(reader.position()).isEqualTo(all.length);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Framing.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void stopsBeforeATornFrameWhereverItIsTorn(Framing framing) throws IOException {
        Framer framer = new Framer(framing, framing == Framing.NEWLINE || framing == Framing.CRLF, LONGEST);
        byte[] whole = framer.frame(Bytes.of("an event"));
        byte[] torn = framer.frame(Bytes.of("another event"));

        for (int cut = 0; cut < torn.length; cut++) {
            try (FrameReader reader = read(join(List.of(whole, Arrays.copyOf(torn, cut))), framing)) {
                assertThat(rest(reader)).as("cut after %d", cut).containsExactly(whole);
                assertThat(reader.isValid()).as("cut after %d", cut).isTrue();
                assertThat(reader.position()).isEqualTo(whole.length);
            }
        }
    }

    @Test
    void neitherHalfOfACrLfEndsAFrame() throws IOException {
        try (FrameReader reader = read(Bytes.of("\na\nb\rc\r\r\n\r\nd\n\r"), Framing.CRLF)) {
            assertThat(rest(reader)).containsExactly(Bytes.of("\na\nb\rc\r\r\n"), Bytes.of("\r\n"));
            assertThat(reader.isValid()).isTrue();
            assertThat(reader.position()).isEqualTo(11);
        }
    }

    @Test
    void whatBeginsWithNoCountIsNoFrame() throws IOException {
        for (String text : List.of("5 event<13>1 x", "5 event 5 event", "5 event012 x", "5 event99999999999 x")) {
            try (FrameReader reader = read(Bytes.of(text), Framing.OCTET_COUNTING)) {
                assertThat(rest(reader)).containsExactly(Bytes.of("5 event"));
                assertThat(reader.isValid()).as(text).isFalse();
                assertThat(reader.position()).isEqualTo(7);
            }
        }
    }

    @Test
    void aFrameLongerThanAnyIsNoFrame() throws IOException {
        try (FrameReader reader = read(new byte[] {0, 0, 0, 1, 'a', 0x7f, 0, 0, 0, 'b'}, Framing.LENGTH_PREFIX)) {
            assertThat(rest(reader)).hasSize(1);
            assertThat(reader.isValid()).isFalse();
        }
        byte[] long1 = new byte[LONGEST + 100_000];
        Arrays.fill(long1, (byte) 'x');
        for (Framing framing : List.of(Framing.NEWLINE, Framing.CRLF)) {
            try (FrameReader reader = read(long1, framing)) {
                assertThat(rest(reader)).isEmpty();
                assertThat(reader.isValid()).isFalse();
            }
        }
    }

    @Test
    void aFileIsReadByOneReaderAtATime() throws IOException {
        try (FrameReader first = read(Bytes.of("event\n"), Framing.NEWLINE)) {
            assertThatThrownBy(() -> FrameReader.open(directory.resolve("frames"), Framing.NEWLINE, LONGEST))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another client or process sends it");
            assertThat(rest(first)).hasSize(1);
        }
        try (FrameReader next = FrameReader.open(directory.resolve("frames"), Framing.NEWLINE, LONGEST)) {
            assertThat(rest(next)).hasSize(1);
        }
    }

    @Test
    void anEmptyFileHasNoFrames() throws IOException {
        try (FrameReader reader = read(new byte[0], Framing.NEWLINE)) {
            assertThat(rest(reader)).isEmpty();
            assertThat(reader.isValid()).isTrue();
            assertThat(reader.position()).isZero();
        }
    }
}
