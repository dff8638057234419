// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.letters;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.net.Headroom;
import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends frames to a file that only its owner may read. The file is opened, and created, for the first frame. One that is
 * there already is cut to its whole frames, because a process that was killed may have left a torn one. If it holds no
 * frames, as after a change of the framing, it is moved aside. When the file is full, it becomes the older file, and replaces
 * the one before.
 *
 * <p>{@link RandomAccessFile} rather than a channel, because an interrupt would close a channel.
 *
 * <p>Confined to the sender's thread. A lock on the file keeps other clients and processes away.
 */
final class LetterFile {
    private static final String OLDER = ".1";
    private static final String FOREIGN = ".foreign";
    private static final int STAGING_BYTES = 64 << 10;

    private final Path path;
    private final Framing framing;
    private final long longestFrame;
    private final Consumer<String> warn;
    private final ByteBuffer staging = ByteBuffer.allocate(STAGING_BYTES);

    private @Nullable RandomAccessFile file;
    /** Bytes in the file. */
    private long written;
    /** Bytes of those of its frames that are whole. */
    private long whole;
    /** Bytes of the older file that was replaced last. */
    private long replaced;

    LetterFile(Path path, Framing framing, long longestFrame, Consumer<String> warn) {
        this.path = path;
        this.framing = framing;
        this.longestFrame = longestFrame;
        this.warn = warn;
    }

    /** Returns the file beside a file that holds what is older. */
    static Path older(Path path) {
        return path.resolveSibling(path.getFileName() + OLDER);
    }

    /**
     * Closes the file if somebody has removed, replaced or cut it meanwhile, as operators and tools that rotate files do.
     * Nothing may be staged.
     */
    void letGoIfChanged() {
        if (file != null && !isAsItWasLeft()) {
            close();
        }
    }

    private boolean isAsItWasLeft() {
        try {
            return Files.size(path) == written;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Returns whether a frame can be staged without a {@link #flush}. */
    boolean hasRoomFor(int frameBytes, long limit) {
        return file != null
                && frameBytes <= staging.remaining()
                && (written + staging.position() + frameBytes <= limit || isEmpty());
    }

    private boolean isEmpty() {
        return written + staging.position() == 0;
    }

    /**
     * Opens the file, or another one if this one is full. Everything staged must have been flushed.
     *
     * @param limit how large a file gets, unless its only frame is larger
     */
    void makeRoomFor(int frameBytes, long limit) throws IOException {
        RandomAccessFile opened = file == null ? open() : file;
        if (whole > 0 && whole + frameBytes > limit) {
            replaced += rotate(opened);
            open();
        }
    }

    /** Stages a frame, and writes it if it is large. */
    void put(FrameBuffer ring, long record, int frameBytes) throws IOException {
        int at = 0;
        while (frameBytes - at > staging.remaining()) {
            int part = staging.remaining();
            ring.get(record, at, staging, part);
            at += part;
            writeStaged();
        }
        ring.get(record, at, staging, frameBytes - at);
    }

    /** Writes what is staged, which ends with a whole frame. */
    void flush() throws IOException {
        writeStaged();
        whole = written;
    }

    private void writeStaged() throws IOException {
        RandomAccessFile opened = file;
        if (opened != null && staging.position() > 0) {
            opened.write(staging.array(), 0, staging.position());
            written += staging.position();
            staging.clear();
        }
    }

    /** Closes the file after a failure, without what is not whole. It may be opened again. Never throws. */
    void abandon() {
        staging.clear();
        RandomAccessFile opened = file;
        if (opened != null) {
            try {
                if (opened.length() > whole) {
                    opened.setLength(whole);
                }
            } catch (IOException | RuntimeException | Error ignored) {
                // the next opening cuts what is torn
            }
        }
        close();
    }

    /** Closes the file as it is. It may be opened again. Never throws. */
    void close() {
        RandomAccessFile opened = file;
        file = null;
        if (opened != null) {
            Quietly.close(opened);
        }
    }

    /** Closes the file and renames it. Throws if another client or process writes to it. */
    void moveTo(Path target) throws IOException {
        RandomAccessFile opened = file == null ? open() : file;
        file = null;
        opened.close();
        Files.move(path, target);
    }

    /** Returns how many bytes of older files have been replaced since the last call. */
    long takeReplaced() {
        long bytes = replaced;
        replaced = 0;
        return bytes;
    }

    private RandomAccessFile open() throws IOException {
        Headroom.require();
        create(path);
        RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (!lock(opened)) {
                throw new IOException("another client or process writes to it");
            }
            whole = wholeFrames(opened);
            written = whole;
            if (whole > 0 || opened.length() == 0) {
                opened.setLength(whole);
                opened.seek(whole);
                file = opened;
                return opened;
            }
        } catch (IOException | RuntimeException | Error failed) {
            Quietly.close(opened);
            throw failed;
        }
        opened.close();
        moveAside();
        return open();
    }

    private void moveAside() throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + FOREIGN);
        if (Files.exists(aside)) {
            throw new IOException(
                    "it holds no events with framing=" + framing + ", and '" + aside + "' exists already");
        }
        Files.move(path, aside);
        warn.accept("'" + path + "' held no events with framing=" + framing + ", and is called '" + aside + "' now");
    }

    /** Creates a file that only its owner may read, unless it is there already. */
    static void create(Path path) throws IOException {
        if (Files.exists(path)) {
            if (!Files.isRegularFile(path)) {
                throw new IOException("it is no regular file");
            }
            return;
        }
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException notPosix) {
            Files.createFile(path);
        } catch (FileAlreadyExistsException created) {
            // by somebody else meanwhile
        }
    }

    /** Locks a file until it is closed. Returns false if another client or process has locked it. */
    static boolean lock(RandomAccessFile opened) throws IOException {
        try {
            return opened.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    /** Reads over the same descriptor, because a process that closes another one of the file loses its lock. */
    private long wholeFrames(RandomAccessFile opened) throws IOException {
        return framing == Framing.NONE ? opened.length() : FrameReader.endOfFrames(opened, framing, longestFrame);
    }

    /** Closes the file and makes it the older one. Returns the size of the one that it replaces. */
    private long rotate(RandomAccessFile opened) throws IOException {
        file = null;
        opened.close();
        Path older = older(path);
        long lost = Files.exists(older) ? Files.size(older) : 0;
        Files.move(path, older, StandardCopyOption.REPLACE_EXISTING);
        return lost;
    }
}
