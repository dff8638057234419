// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.letters;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.config.DeadLetterOptions;
import io.github.gas4j.core.internal.config.WireOptions;
import io.github.gas4j.core.internal.net.Headroom;
import io.github.gas4j.core.internal.util.Causes;
import io.github.gas4j.core.internal.util.Quietly;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the frames of dead letters back into the buffer, once a collector has been up for a minute. A file that is being sent
 * is renamed first, so that what is dropped meanwhile goes to another one, and deleted when all its frames have left the
 * buffer. A process that is killed before sends it again from its beginning.
 *
 * <p>Live events come first: a frame goes back only while little waits to be written and much of the buffer is free.
 *
 * <p>Confined to the sender's thread.
 */
final class LetterReplay {
    private static final long UP_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long TRY_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** How often it looks whether the buffer is free enough, or has let go of everything. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final String SENDING = ".sending";
    /** How many eighths of the buffer may be taken when a frame goes back; {@code replayWindow} takes up to four. */
    private static final int TAKEN_EIGHTHS = 5;
    /** Which part of the buffer may wait to be written when a frame goes back. */
    private static final int WAITING_PART = 16;

    private static final int COPY_BYTES = 64 << 10;

    private final Path file;
    private final Path older;
    private final Path sending;
    private final Framing framing;
    private final long longestFrame;
    private final LetterBox box;
    private final Intake intake;
    private final Ledger ledger;
    private final Lines lines;

    private boolean up;
    private long notBefore;
    /** Whether the file that is to be sent cannot be read. */
    private boolean stuck;

    private @Nullable FrameReader reader;
    /** Whether the reader is at a frame that has not gone back yet. */
    private boolean atFrame;
    /** Where the last frame that went back ends. */
    private long lastEnd;
    /** Where the first frame of the file begins that has not gone back; kept while the file is closed after a failure. */
    private long done;

    /** Passes lines on to the operator. */
    record Lines(Consumer<String> warn, Consumer<String> inform) {}

    LetterReplay(
            DeadLetterOptions options, WireOptions wire, LetterBox box, Intake intake, Ledger ledger, Lines lines) {
        file = options.file();
        older = LetterFile.older(file);
        sending = file.resolveSibling(file.getFileName() + SENDING);
        framing = wire.framing();
        longestFrame = LetterBox.longestFrame(wire);
        this.box = box;
        this.intake = intake;
        this.ledger = ledger;
        this.lines = lines;
    }

    /** Called when a connection or an attempt to connect has failed. */
    void isDown() {
        up = false;
    }

    /** Called in every cycle while there is a connection. */
    void isUp(long now) {
        if (!up) {
            up = true;
            notBefore = now + UP_NANOS;
        }
        if (now - notBefore < 0) {
            return;
        }
        try {
            if (stuck && Files.exists(sending)) {
                notBefore = now + TRY_AGAIN_NANOS;
                return;
            }
            stuck = false;
            if (reader == null && box.holdsLetters()) {
                begin();
            }
            if (reader != null) {
                goOn(reader);
            }
        } catch (IOException | RuntimeException | Error failure) {
            close();
            notBefore = now + TRY_AGAIN_NANOS;
            tell("cannot send the dead letters now, and tries again in a minute:", failure);
        }
    }

    private void tell(String what, Throwable failure) {
        try {
            lines.warn.accept(what + " '" + sending + "': " + Causes.text(failure));
        } catch (RuntimeException | Error noMemory) {
            // the next failure is told
        }
    }

    /** Adapts the noted position to a gap that was closed. */
    void moveOver(Gap gap) {
        lastEnd = gap.moved(lastEnd);
    }

    long nanosUntilDue(long now) {
        boolean idle = reader == null && !stuck && !box.holdsLetters();
        if (!up || idle) {
            return Long.MAX_VALUE;
        }
        long wait = Math.max(0, notBefore - now);
        return reader == null || (atFrame && isRoomFree()) ? wait : Math.max(wait, LOOK_EVERY_NANOS);
    }

    /** Ends the replay for good. What has not gone back stays in the file. */
    void end() {
        close();
        if (done == 0 || box.isFailing()) {
            return;
        }
        try {
            if (atFrame || stuck) {
                cut(done);
            } else {
                Files.deleteIfExists(sending);
            }
        } catch (IOException | RuntimeException | Error failure) {
            tell("cannot remove the dead letters that were sent, which will be sent again:", failure);
        }
    }

    /** Begins with the file that an earlier process had begun with, or with the oldest one. */
    private void begin() throws IOException {
        if (!Files.exists(sending)) {
            done = 0;
            if (Files.exists(older)) {
                Files.move(older, sending);
            } else if (Files.exists(file)) {
                box.moveTo(sending);
            }
        }
        if (!Files.exists(sending)) {
            box.isEmpty();
            return;
        }
        long size = Files.size(sending);
        FrameReader opened = FrameReader.open(sending, framing, longestFrame);
        reader = opened;
        opened.goTo(done);
        lastEnd = Math.max(lastEnd, ledger.released());
        atFrame = opened.next();
        lines.inform.accept("sends the dead letters in '" + sending + "' (" + size + " bytes)");
    }

    private void goOn(FrameReader opened) throws IOException {
        while (atFrame && isRoomFree()) {
            if (!putBack(opened)) {
                return;
            }
            atFrame = opened.next();
        }
        if (atFrame) {
            return;
        }
        if (!opened.isValid()) {
            stuck = true;
            close();
            lines.warn.accept("'" + sending + "' holds bytes that are no event with framing=" + framing
                    + ", and stays as it is; send it by other means, and remove it");
        } else if (ledger.released() >= lastEnd) {
            close();
            Files.deleteIfExists(sending);
            done = 0;
            lines.inform.accept("sent the dead letters in '" + sending + "', which is deleted");
        }
    }

    /** Returns whether live events come to no harm if a frame goes back. */
    private boolean isRoomFree() {
        long capacity = ledger.buffer().capacity();
        return ledger.unsentBytes() <= capacity / WAITING_PART
                && ledger.buffer().usedBytes() <= capacity / 8 * TAKEN_EIGHTHS;
    }

    /** Returns whether the present frame is done with. */
    private boolean putBack(FrameReader opened) {
        long recordEnd = intake.putBack(opened.bytes(), opened.offset(), opened.length());
        lastEnd = Math.max(lastEnd, recordEnd);
        return recordEnd != FrameBuffer.FULL;
    }

    private void close() {
        FrameReader opened = reader;
        reader = null;
        if (opened != null) {
            done = opened.position();
            Quietly.close(opened);
        }
    }

    /** Removes the beginning of the file. */
    private void cut(long from) throws IOException {
        Path rest = sending.resolveSibling(sending.getFileName() + ".rest");
        Files.deleteIfExists(rest);
        LetterFile.create(rest);
        Headroom.require();
        try (RandomAccessFile in = new RandomAccessFile(sending.toFile(), "r");
                RandomAccessFile out = new RandomAccessFile(rest.toFile(), "rw")) {
            byte[] bytes = new byte[COPY_BYTES];
            in.seek(from);
            for (int read = in.read(bytes); read > 0; read = in.read(bytes)) {
                out.write(bytes, 0, read);
            }
        }
        Files.move(rest, sending, StandardCopyOption.REPLACE_EXISTING);
    }
}
