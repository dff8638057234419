// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.gas4j.core.Framing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a stream apart as a strict receiver does: what is left at its end is a failure. Stateless. */
final class Frames {
    private Frames() {}

    static List<byte[]> of(byte[] stream, Framing framing) {
        List<byte[]> frames = new ArrayList<>();
        int at = 0;
        while (at < stream.length) {
            int end;
            switch (framing) {
                case NEWLINE, NUL -> {
                    end = indexOf(stream, framing == Framing.NUL ? 0 : '\n', at);
                    frames.add(Arrays.copyOfRange(stream, at, end));
                    at = end + 1;
                }
                case OCTET_COUNTING -> {
                    int space = indexOf(stream, ' ', at);
                    end = space + 1 + Integer.parseInt(new String(stream, at, space - at, US_ASCII));
                    frames.add(Arrays.copyOfRange(stream, space + 1, end));
                    at = end;
                }
                case LENGTH_PREFIX -> {
                    end = at + 4 + ByteBuffer.wrap(stream).getInt(at);
                    frames.add(Arrays.copyOfRange(stream, at + 4, end));
                    at = end;
                }
                case NONE -> throw new IllegalArgumentException("has no frames");
            }
        }
        if (at > stream.length) {
            throw new IllegalArgumentException("the last frame is not whole");
        }
        return frames;
    }

    private static int indexOf(byte[] stream, int delimiter, int from) {
        for (int i = from; i < stream.length; i++) {
            if (stream[i] == delimiter) {
                return i;
            }
        }
        throw new IllegalArgumentException("the last frame has no end");
    }
}
