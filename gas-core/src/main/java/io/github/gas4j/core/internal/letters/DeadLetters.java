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
    private int maxEventSize;
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
        DeadLetterOptions next = client.drop().deadLetters();
        WireOptions wire = client.wire();
        if (isLike(options, next) && maxEventSize == wire.maxEventSize()) {
            return;
        }
        end();
        options = next;
        maxEventSize = wire.maxEventSize();
        box = null;
        replay = null;
        if (next != null) {
            LetterBox made = new LetterBox(next, wire, clock, lines.warn());
            box = made;
            replay = next.replay() ? new LetterReplay(next, wire, made, intake, ledger, lines) : null;
        }
        ledger.keepWith(box == null ? Keeper.NONE : box);
    }

    private static boolean isLike(@Nullable DeadLetterOptions one, @Nullable DeadLetterOptions other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.file().equals(other.file()) && one.maxSize() == other.maxSize() && one.replay() == other.replay();
    }

    /** Called in each cycle of a client that is not closing. Sends letters again, when it is time. */
    public void tick(long now, boolean connected) {
        if (replay != null && connected) {
            replay.isUp(now);
        }
    }

    /** Called when a connection or an attempt to connect has failed. */
    public void isDown() {
        if (replay != null) {
            replay.isDown();
        }
    }

    public long nanosUntilDue(long now) {
        return replay == null ? Long.MAX_VALUE : replay.nanosUntilDue(now);
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

    /** Adapts noted positions to a gap that was closed. */
    public void moveOver(Gap gap) {
        if (replay != null) {
            replay.moveOver(gap);
        }
    }

    /** Closes the files. At the end of the client, called when everything has left the buffer. */
    public void end() {
        if (replay != null) {
            replay.end();
        }
        if (box != null) {
            box.close();
        }
    }
}
