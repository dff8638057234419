// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * The floor of shipping: for every so many messages it writes as many lines that were encoded long before, 64 KiB at a
 * time.
 *
 * <p>Not thread-safe: for one thread that logs.
 */
final class RawTarget implements Target {
    private static final int CHUNK_BYTES = 1 << 16;

    private final WritableByteChannel channel;
    private final int lineBytes;
    private final ByteBuffer chunk;
    private int pending;

    RawTarget(WritableByteChannel channel, int lineBytes) {
        this.channel = channel;
        this.lineBytes = lineBytes;
        int lines = Math.max(1, CHUNK_BYTES / lineBytes);
        String line = "x".repeat(lineBytes - 1) + "\n";
        byte[] bytes = line.repeat(lines).getBytes(StandardCharsets.US_ASCII);
        chunk = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }

    @Override
    public void log(String message, int number) {
        pending += lineBytes;
        if (pending == chunk.capacity()) {
            flush();
        }
    }

    @Override
    public void flush() {
        chunk.position(0).limit(pending);
        pending = 0;
        try {
            while (chunk.hasRemaining()) {
                channel.write(chunk);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
