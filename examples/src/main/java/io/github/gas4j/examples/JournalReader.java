// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.testkit.Journal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads a collector's journal while the collector writes it. A connection that breaks may leave half a line at the end of
 * its file; only a line with its newline counts. Not thread-safe.
 */
final class JournalReader {
    private final Journal journal;
    private final Map<Path, Tail> tails = new TreeMap<>();
    private final byte[] bytes = new byte[2 << 20];

    JournalReader(Journal journal) {
        this.journal = journal;
    }

    /** Passes on the lines that came since the last call, without their newlines. */
    void poll(Consumer<String> lines) throws IOException {
        for (Path file : journal.files()) {
            tails.computeIfAbsent(file, Tail::new).poll(bytes, lines);
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
