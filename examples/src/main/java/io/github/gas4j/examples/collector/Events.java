// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.collector;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the events and prints them, up to the last one that is wanted. Thread-safe: everything is guarded by its lock, so
 * that a reader of the output which is slow slows down every connection.
 */
final class Events {
    private final @Nullable OutputStream out;
    private final long most;
    private final Runnable onLast;
    private long count;
    private long bytes;
    private boolean over;

    /**
     * Begins to count.
     *
     * @param out gets a line for each event; null to print none
     * @param most how many are wanted; null for all
     * @param onLast is called when that many have come, or nobody reads the output any more
     */
    Events(@Nullable OutputStream out, @Nullable Integer most, Runnable onLast) {
        this.out = out == null ? null : new BufferedOutputStream(out, 1 << 16);
        this.most = most == null ? Long.MAX_VALUE : most;
        this.onLast = onLast;
    }

    /** Takes an event. Returns false if no more are wanted. */
    synchronized boolean add(byte[] event) {
        if (over) {
            return false;
        }
        count++;
        bytes += event.length;
        if (out != null) {
            byte[] line = Printable.of(event);
            print(stream -> {
                stream.write(line);
                stream.write('\n');
            });
        }
        if (count == most) {
            end();
        }
        return !over;
    }

    /** Passes on what was printed. */
    synchronized void flush() {
        print(OutputStream::flush);
    }

    /** Takes no more events. */
    synchronized void end() {
        if (!over) {
            flush();
            over = true;
            onLast.run();
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized long bytes() {
        return bytes;
    }

    /** Returns whether no more are wanted. */
    synchronized boolean areOver() {
        return over;
    }

    private interface Write {
        void to(OutputStream stream) throws IOException;
    }

    private void print(Write write) {
        if (out == null || over) {
            return;
        }
        try {
            write.to(out);
        } catch (IOException closed) {
            over = true; // as in: collector | head
            onLast.run();
        }
    }
}
