// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes as tests write them down. Confined to the thread of a test. */
final class Bytes {
    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** An event of exactly so many bytes that names its number. */
    static String event(int number, int size) {
        StringBuilder text = new StringBuilder("event-").append(number).append('-');
        while (text.length() < size) {
            text.append((char) ('a' + (text.length() + number) % 26));
        }
        return text.substring(0, size);
    }

    /** The committed frames of a ring up to the first uncommitted one, void ones left out, found by walking it. */
    static List<String> frames(FrameBuffer buffer) {
        List<String> frames = new ArrayList<>();
        for (long at = buffer.released(); at < buffer.tail(); ) {
            if (buffer.frameBytes(at) < 0) {
                break;
            }
            if (FrameBuffer.eventsOf(buffer.header(at)) > 0) {
                frames.add(frame(buffer, at));
            }
            at = buffer.next(at);
        }
        return frames;
    }

    static String frame(FrameBuffer buffer, long record) {
        byte[] bytes = new byte[buffer.frameBytes(record)];
        buffer.get(record, 0, ByteBuffer.wrap(bytes), bytes.length);
        return text(bytes);
    }

    /** What {@link FrameBuffer#takeCancelled} counts. */
    record Cancelled(long events, long appended, long bytes) {}

    /** Takes what was cancelled since the last call, or returns null if nothing was. */
    static @Nullable Cancelled takeCancelled(FrameBuffer ring) {
        @Nullable Cancelled[] taken = {null};
        ring.takeCancelled((events, appended, bytes) -> taken[0] = new Cancelled(events, appended, bytes));
        return taken[0];
    }

    /** Leaves a claimed record open, as a producer does that fails. */
    static void tear(FrameBuffer ring, long record, int frameBytes, boolean counted) {
        synchronized (ring) {
            int count = ring.tornCount;
            ring.torn[count] = record;
            ring.torn[count + 1] = frameBytes;
            ring.torn[count + 2] = counted ? 1 : 0;
            ring.tornCount = count + FrameBuffer.TORN_NUMBERS;
        }
    }
}
