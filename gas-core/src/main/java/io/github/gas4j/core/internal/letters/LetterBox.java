// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.letters;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Keeper;
import io.github.gas4j.core.internal.buffer.Records;
import io.github.gas4j.core.internal.config.DeadLetterOptions;
import io.github.gas4j.core.internal.config.WireOptions;
import io.github.gas4j.core.internal.util.Causes;
import io.github.gas4j.core.internal.util.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the frames of dropped events in {@code deadLetterFile}. After a failure nothing is kept for a minute, so that a full
 * disk costs little, and one line says so.
 *
 * <p>What the collector rejects goes to a file of its own if letters are sent again: it would be rejected again.
 *
 * <p>Confined to the sender's thread.
 */
final class LetterBox implements Keeper {
    /** No framing adds more: the ten digits of the greatest length, and a space. */
    private static final int MOST_DELIMITER_BYTES = 12;

    private static final int LONGEST_FACTOR = 4;
    private static final long PAUSE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final String REJECTED = ".rejected";
    /** Which part of {@code deadLetterMaxSize} a file of rejected events takes, if there is one. */
    private static final int REJECTED_PART = 8;
    /** Which part each of the other files takes then. */
    private static final int LETTERS_PART = 4;

    private final DeadLetterOptions options;
    private final LongSupplier clock;
    private final Consumer<String> warn;
    private final LetterFile letters;
    private final LetterFile rejected;

    /** The position below which everything of the present call is kept. */
    private long kept;
    /** Whether there may be letters to be sent; true at the start, because an earlier process may have left some. */
    private boolean holdsLetters = true;

    private boolean failing;
    private boolean toldOfFailure;
    private long retryAt;
    private long nextReplacedLine;
    private long replaced;

    LetterBox(DeadLetterOptions options, WireOptions wire, LongSupplier clock, Consumer<String> warn) {
        this.options = options;
        this.clock = clock;
        this.warn = warn;
        long longest = longestFrame(wire);
        letters = new LetterFile(options.file(), wire.framing(), longest, warn);
        rejected = options.replay() ? new LetterFile(rejected(options.file()), wire.framing(), longest, warn) : letters;
        nextReplacedLine = clock.getAsLong();
    }

    /** Returns a length that no frame in the files has, even if {@code maxEventSize} was somewhat larger before. */
    static long longestFrame(WireOptions wire) {
        return LONGEST_FACTOR * ((long) wire.maxEventSize() + MOST_DELIMITER_BYTES);
    }

    private static Path rejected(Path file) {
        return file.resolveSibling(file.getFileName() + REJECTED);
    }

    @Override
    public long keep(FrameBuffer ring, long from, long to, DropReason reason) {
        if (failing && clock.getAsLong() - retryAt < 0) {
            return from;
        }
        LetterFile file = reason == DropReason.REJECTED ? rejected : letters;
        kept = from;
        try {
            keep(ring, to, file);
            failing = false;
            toldOfFailure = false;
            holdsLetters = true;
        } catch (Throwable failure) {
            file.abandon();
            try {
                failed(failure);
            } catch (Throwable noMemory) {
                // the next failure is told
            }
        }
        return kept;
    }

    private void keep(FrameBuffer ring, long to, LetterFile file) throws IOException {
        long limit = limitOf(file);
        long at = kept;
        file.letGoIfChanged();
        while (at < to) {
            int header = ring.header(at);
            long next = at + Records.recordBytesOf(header);
            if (header <= 0 || next > to) {
                break;
            }
            int size = Records.frameBytesOf(header);
            if (size > 0) { // padding has no frame
                if (!file.hasRoomFor(size, limit)) {
                    file.flush();
                    kept = at;
                    file.makeRoomFor(size, limit);
                }
                file.put(ring, at, size);
            }
            at = next;
        }
        file.flush();
        kept = at;
        replaced += file.takeReplaced();
        if (clock.getAsLong() - nextReplacedLine >= 0) {
            tellOfReplaced();
        }
    }

    /**
     * Returns how large a file gets, so that all together take {@code deadLetterMaxSize}: the file and the older one or, if
     * letters are sent again, also the one that is being sent, and two of rejected events.
     */
    private long limitOf(LetterFile file) {
        if (!options.replay()) {
            return options.maxSize() / 2;
        }
        return options.maxSize() / (file == rejected ? REJECTED_PART : LETTERS_PART);
    }

    private void failed(Throwable failure) {
        retryAt = clock.getAsLong() + PAUSE_NANOS;
        failing = true;
        if (!toldOfFailure) {
            warn.accept("deadLetterFile '" + options.file() + "' cannot be written: " + Causes.text(failure)
                    + "; what is dropped meanwhile is lost; trying again once a minute");
            toldOfFailure = true;
        }
    }

    private void tellOfReplaced() {
        if (replaced > 0) {
            nextReplacedLine = clock.getAsLong() + PAUSE_NANOS;
            long told = replaced;
            replaced = 0;
            warn.accept("deadLetterFile '" + options.file() + "' has reached deadLetterMaxSize ("
                    + Values.text(options.maxSize()) + "): its oldest " + told + " bytes are lost");
        }
    }

    /** Returns whether the last attempt to keep something failed. */
    boolean isFailing() {
        return failing;
    }

    /** Returns whether there may be letters that no one has looked for. */
    boolean holdsLetters() {
        return holdsLetters;
    }

    /** Called when someone has looked for letters and found none. */
    void isEmpty() {
        holdsLetters = false;
    }

    /** Closes the file of letters and renames it. Throws if another client writes to it. */
    void moveTo(Path target) throws IOException {
        letters.moveTo(target);
    }

    /** Closes the files until there is more to keep, so that another client can open them. Never throws. */
    void letGo() {
        letters.close();
        rejected.close();
    }

    /** Closes the files, and tells what has not been told. Never throws. */
    void end() {
        letGo();
        try {
            tellOfReplaced();
        } catch (RuntimeException | Error noMemory) {
            // the operator sees the files
        }
    }
}
