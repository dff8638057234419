// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.letters;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.net.Headroom;
import io.github.gas4j.core.internal.util.Quietly;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the frames of a file one after the other.
 *
 * <p>Confined to the sender's thread.
 */
final class FrameReader implements Closeable {
    private static final int CHUNK_BYTES = 64 << 10;

    private final RandomAccessFile file;
    private final Framing framing;
    private final long longest;
    private byte[] bytes = new byte[CHUNK_BYTES];
    private int begin;
    private int end;
    private int length;
    /** Where the present frame begins in the file. */
    private long position;

    private boolean valid = true;

    private FrameReader(RandomAccessFile file, Framing framing, long longest) {
        this.file = file;
        this.framing = framing;
        this.longest = longest;
    }

    /**
     * Opens a file for reading, and locks it. Throws if another client or process has locked it.
     *
     * @param longest the length of the longest frame that there can be; what is longer is no frame
     */
    static FrameReader open(Path path, Framing framing, long longest) throws IOException {
        Headroom.require();
        RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw"); // only such a file can be locked
        try {
            if (LetterFile.lock(opened)) {
                return new FrameReader(opened, framing, longest);
            }
        } catch (IOException | RuntimeException | Error failed) {
            Quietly.close(opened);
            throw failed;
        }
        opened.close();
        throw new IOException("another client or process sends it");
    }

    /** Returns where the whole frames of an open file end; 0 if not all that comes before a torn one are frames. */
    static long endOfFrames(RandomAccessFile file, Framing framing, long longest) throws IOException {
        FrameReader reader = new FrameReader(file, framing, longest);
        while (reader.next()) {
            // only its end counts
        }
        return reader.valid ? reader.position : 0;
    }

    /** Goes on at a frame that begins at a position. The first frame is the next one. */
    void goTo(long frame) throws IOException {
        file.seek(frame);
        position = frame;
    }

    /** Moves to the next frame. Returns false if there is no further whole frame. */
    boolean next() throws IOException {
        position += length;
        begin += length;
        length = 0;
        while (valid) {
            long found = end > begin ? FrameEnds.next(framing, bytes, begin, end, longest) : FrameEnds.OPEN;
            valid = found != FrameEnds.INVALID;
            if (found > 0) {
                length = (int) found;
                return true;
            }
            if (valid && !fill()) {
                return false;
            }
        }
        return false;
    }

    /** Reads more. Returns false at the end of the file. */
    private boolean fill() throws IOException {
        if (begin > 0) {
            System.arraycopy(bytes, begin, bytes, 0, end - begin);
            end -= begin;
            begin = 0;
        }
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L));
        }
        int read = file.read(bytes, end, bytes.length - end);
        end += Math.max(0, read);
        return read > 0;
    }

    /** Returns the bytes that hold the present frame. */
    byte[] bytes() {
        return bytes;
    }

    /** Returns where the present frame begins in {@link #bytes}. */
    int offset() {
        return begin;
    }

    /** Returns the length of the present frame, or 0 if there is none. */
    int length() {
        return length;
    }

    /** Returns where the present frame begins in the file or, if there is none, where the whole frames end. */
    long position() {
        return position;
    }

    /** Returns whether everything that was read so far are frames, the last of which may be torn. */
    boolean isValid() {
        return valid;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
