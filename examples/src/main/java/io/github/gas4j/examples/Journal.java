// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the collectors have received, read while they write it. Each collector has a file of its own, for a collector that
 * is killed may leave half a line at its file's end; only a line with its newline counts. Not thread-safe.
 */
final class Journal {
    private final List<Tail> tails = new ArrayList<>();
    private final byte[] bytes = new byte[2 << 20];

    /** Adds a file, which may not exist yet. */
    void add(Path file) {
        tails.add(new Tail(file));
    }

    /** Passes on the lines that came since the last call, without their newlines. */
    void poll(Consumer<String> lines) throws IOException {
        for (Tail tail : tails) {
            tail.poll(bytes, lines);
        }
    }

    /** A file and how far it has been read. */
    private static final class Tail {
        private final Path file;
        private long position;

        Tail(Path file) {
            this.file = file;
        }

        void poll(byte[] bytes, Consumer<String> lines) throws IOException {
            if (!Files.exists(file)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file)) {
                int read = channel.read(ByteBuffer.wrap(bytes), position);
                while (read > 0) {
                    int whole = pass(bytes, read, lines);
                    position += whole;
                    read = whole == 0 ? 0 : channel.read(ByteBuffer.wrap(bytes), position);
                }
            }
        }

        /** Returns how many bytes the whole lines have. */
        private static int pass(byte[] bytes, int length, Consumer<String> lines) {
            int begin = 0;
            for (int i = 0; i < length; i++) {
                if (bytes[i] == '\n') {
                    lines.accept(new String(bytes, begin, i - begin, StandardCharsets.UTF_8));
                    begin = i + 1;
                }
            }
            return begin;
        }
    }
}
