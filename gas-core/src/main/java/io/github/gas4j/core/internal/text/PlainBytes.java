// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Tells the bytes that stand inside a frame as they are, whatever the framing, from LF, CR and NUL, which some framings
 * escape.
 *
 * <p>Thread-safe: stateless.
 */
public final class PlainBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    /** Bytes from this on are plain; those below are control characters, which texts seldom have. */
    static final int LIMIT = '\r' + 1;

    static {
        // Links the access to bytes as longs. If the end of a stack interrupted the linking, it would fail for ever.
        areAll(new byte[Long.BYTES]);
    }

    private PlainBytes() {}

    /**
     * Returns whether all bytes are plain, and no other control characters of ASCII that come before CR.
     *
     * <p>Looks at eight bytes at a time: the difference has the high bit of a byte below the limit set, as it has those of
     * some bytes that are not ASCII.
     *
     * @return false also for fewer than eight bytes, and for many texts that are not ASCII
     */
    static boolean areAll(byte[] bytes) {
        int last = bytes.length - Long.BYTES;
        if (last < 0) {
            return false;
        }
        long found = (long) LONGS.get(bytes, last) - EACH_BYTE * LIMIT;
        for (int i = 0; i < last; i += Long.BYTES) {
            found |= (long) LONGS.get(bytes, i) - EACH_BYTE * LIMIT;
        }
        return (found & EACH_BYTE << 7) == 0;
    }

    /** Returns how many bytes are plain. */
    public static int count(byte[] bytes) {
        int count = 0;
        for (byte each : bytes) {
            count += each == '\n' || each == '\r' || each == 0 ? 0 : 1;
        }
        return count;
    }
}
