// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one connection carried, split by its framing. Written without a look at the client's own framing, so that the two
 * check each other. Confined to one thread.
 */
public final class Frames {
    private final byte[] bytes;
    private final List<byte[]> whole = new ArrayList<>();
    private int at;

    private Frames(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Splits the bytes of one connection by a framing, named as in the client's configuration. */
    public static Frames split(String framing, byte[] bytes) {
        Frames frames = new Frames(bytes);
        switch (framing) {
            case "NEWLINE" -> frames.splitAt((byte) '\n');
            case "CRLF" -> frames.splitAtPairs();
            case "NUL" -> frames.splitAt((byte) 0);
            case "OCTET_COUNTING" -> frames.splitByOctetCounts();
            case "LENGTH_PREFIX" -> frames.splitByPrefixes();
            case "NONE" -> frames.take(0, bytes.length);
            default -> throw new IllegalArgumentException(framing);
        }
        return frames;
    }

    /** Returns the frames if nothing follows the last whole one, as of a connection that ended in order. */
    public List<byte[]> complete() {
        if (torn().length > 0) {
            throw new IllegalArgumentException("the last frame is not whole: " + Arrays.toString(torn()));
        }
        return whole;
    }

    /** Returns the frames that arrived whole, in order. */
    public List<byte[]> whole() {
        return whole;
    }

    /** Returns what follows the last whole frame: empty unless the connection broke within a frame. */
    public byte[] torn() {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }

    private void splitAt(byte delimiter) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == delimiter) {
                take(at, i - at);
                at = i + 1;
            }
        }
    }

    private void splitAtPairs() {
        for (int i = 1; i < bytes.length; i++) {
            if (bytes[i - 1] == '\r' && bytes[i] == '\n') {
                take(at, i - 1 - at);
                at = i + 1;
            }
        }
    }

    private void splitByOctetCounts() {
        while (true) {
            int space = at;
            int length = 0;
            while (space < bytes.length && bytes[space] >= '0' && bytes[space] <= '9') {
                length = Math.addExact(Math.multiplyExact(length, 10), bytes[space++] - '0');
            }
            if (space == at || space == bytes.length || bytes[space] != ' ' || length > bytes.length - space - 1) {
                return;
            }
            take(space + 1, length);
        }
    }

    private void splitByPrefixes() {
        while (bytes.length - at >= Integer.BYTES) {
            int length = ByteBuffer.wrap(bytes).getInt(at);
            if (length < 0 || length > bytes.length - at - Integer.BYTES) {
                return;
            }
            take(at + Integer.BYTES, length);
        }
    }

    private void take(int from, int length) {
        whole.add(Arrays.copyOfRange(bytes, from, from + length));
        at = from + length;
    }
}
