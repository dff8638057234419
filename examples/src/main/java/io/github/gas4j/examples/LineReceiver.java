// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/**
 * Passes whole lines of one connection to the journal that all connections share, many lines at a time. A line that the
 * connection's end cuts off is dropped: the client writes it again. Confined to the connection's thread; writes to the
 * journal are guarded by the journal.
 */
final class LineReceiver {
    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream from;
    private final WritableByteChannel journal;
    private byte[] bytes = new byte[64 * 1024];
    private int length;

    LineReceiver(InputStream from, WritableByteChannel journal) {
        this.from = from;
        this.journal = journal;
    }

    /** Returns at the connection's orderly end. */
    void receive() throws IOException {
        for (int read = read(); read >= 0; read = read()) {
            int searched = length;
            length += read;
            int end = afterLastNewline(searched);
            if (end > 0) {
                write(ByteBuffer.wrap(bytes, 0, end));
                System.arraycopy(bytes, end, bytes, 0, length - end);
                length -= end;
            }
        }
    }

    private int read() throws IOException {
        if (length == bytes.length) {
            if (length >= LONGEST_LINE) {
                throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
            }
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        return from.read(bytes, length, bytes.length - length);
    }

    private int afterLastNewline(int searched) {
        for (int i = length; i > searched; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return 0;
    }

    private void write(ByteBuffer lines) throws IOException {
        synchronized (journal) {
            while (lines.hasRemaining()) {
                journal.write(lines);
            }
        }
    }
}
