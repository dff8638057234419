// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.nio.ByteBuffer;

/** Counts newlines eight bytes at a time, for a sink that shares the machine's cores with whom it measures. Stateless. */
final class Newlines {
    private static final long NEWLINES = 0x0A0A0A0A0A0A0A0AL;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    private Newlines() {}

    /** Counts the newlines among the first {@code length} bytes. */
    static long count(ByteBuffer bytes, int length) {
        long count = 0;
        int at = 0;
        for (; at + Long.BYTES <= length; at += Long.BYTES) {
            long differing = bytes.getLong(at) ^ NEWLINES;
            // the high bit of each byte that is not zero; no carry leaves a byte
            long high = ((differing & LOW_BITS) + LOW_BITS) | differing;
            count += Long.bitCount(~(high | LOW_BITS));
        }
        for (; at < length; at++) {
            count += bytes.get(at) == '\n' ? 1 : 0;
        }
        return count;
    }
}
