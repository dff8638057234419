// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.letters;

import io.github.gas4j.core.internal.buffer.Gap;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.Keeper;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.config.DeadLetterOptions;
import io.github.gas4j.core.internal.config.WireOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of one client, as its options have them: makes the ledger keep what is dropped, and sends it again.
 *
 * <p>Confined to the sender's thread or, after its end, to the thread that ends the client.
 */
public final class DeadLetters {
    /** How long it takes to keep a byte, by a slow disk's measure. */
    private static final long NANOS_PER_BYTE = 4;

    private static final long MOST_RESERVE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Intake intake;
    private final Ledger ledger;
    private final LongSupplier clock;
    private final LetterReplay.Lines lines;

    private @Nullable DeadLetterOptions options;
    private @Nullable WireOptions wire;
    private @Nullable LetterBox box;
    private @Nullable LetterReplay replay;

    public DeadLetters(
            Intake intake, Ledger ledger, LongSupplier clock, Consumer<String> warn, Consumer<String> inform) {
        this.intake = intake;
        this.ledger = ledger;
        this.clock = clock;
        lines = new LetterReplay.Lines(warn, inform);
    }

    /** Follows other options from now on. Opens nothing yet. */
    public void use(ClientOptions client) {
        prepare(client).run();
    }

    /** Returns the change to other options. Makes everything that it needs, and changes nothing before it is run. */
    public Runnable prepare(ClientOptions client) {
        DeadLetterOptions next = client.drop().deadLetters();
        WireOptions nextWire = client.wire();
        if (isLike(options, next) && isLike(wire, nextWire)) {
            return () -> {};
        }
        LetterBox nextBox = next == null ? null : new LetterBox(next, nextWire, clock, lines.warn());
        LetterReplay nextReplay = next == null || nextBox == null || !next.replay()
                ? null
                : new LetterReplay(next, nextWire, nextBox, intake, ledger, lines);
        return () -> {
            end();
            options = next;
            wire = nextWire;
            box = nextBox;
            replay = nextReplay;
            ledger.keepWith(nextBox == null ? Keeper.NONE : nextBox);
        };
    }

    private static boolean isLike(@Nullable WireOptions one, WireOptions other) {
        return one != null && one.framing() == other.framing() && one.maxEventSize() == other.maxEventSize();
    }

    private static boolean isLike(@Nullable DeadLetterOptions one, @Nullable DeadLetterOptions other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.file().equals(other.file()) && one.maxSize() == other.maxSize() && one.replay() == other.replay();
    }

    /**
     * Called in each cycle with a connection, unless the client is closing. Sends letters again, when it is time.
     *
     * @return the nanoseconds until it is time
     */
    public long tick(long now) {
        if (replay == null) {
            return Long.MAX_VALUE;
        }
        replay.isUp(now);
        return replay.nanosUntilDue(now);
    }

    /** Called when a connection or an attempt to connect has failed. */
    public void isDown() {
        if (replay != null) {
            replay.isDown();
        }
    }

    /** Returns whether dropped events are kept. */
    public boolean isOn() {
        return box != null;
    }

    /** Returns how long before its deadline a client has to stop sending, so that there is time to keep what is left. */
    public long reserveNanos() {
        long needed = ledger.buffer().usedBytes() * NANOS_PER_BYTE;
        return box == null ? 0 : Math.min(MOST_RESERVE_NANOS, needed);
    }

    /** Called in each cycle of a client that is to end, whose place another one may have taken, with the same file. */
    public void letGo() {
        if (box != null) {
            box.letGo();
        }
    }

    /** Adapts noted positions to a gap that was closed. */
    public void moveOver(Gap gap) {
        if (replay != null) {
            replay.moveOver(gap);
        }
    }

    /** Sends no letters any more. What has not gone back stays in its file. */
    public void endReplay() {
        if (replay != null) {
            replay.end();
            replay = null;
        }
    }

    /** Closes the files. At the end of the client, called when everything has left the buffer. */
    public void end() {
        if (replay != null) {
            replay.end();
        }
        if (box != null) {
            box.end();
        }
    }
}
