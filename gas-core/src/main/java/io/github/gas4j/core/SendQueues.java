// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link SendQueue}s of a client's connections, of the best kind that works on this system.
 *
 * <p>Confined to the sender's thread, except {@link #shortcoming}, which any thread may call.
 */
final class SendQueues {
    /** Stands for a queue that this system would show, but that is gone or could not be opened: nothing is known of it. */
    static final SendQueue UNSEEN = new UnseenQueue();

    private final LongSupplier clock;
    private final @Nullable Kind forced;
    private byte @Nullable [] scratch;

    /** How queues are looked at. */
    enum Kind {
        /** The kernel's table of TCP sockets: exact. */
        PROC(""),
        /** Whether the channel is writable with the smallest send buffer: a bound. */
        LEAST_BUFFER("GAS cannot read from /proc/net/tcp what the collector's system has acknowledged, so it estimates"
                + " this, keeps the last 4 KiB until it closes the connection, and may take a collector that does not"
                + " read for one that is gone."),
        /** Not at all. */
        NONE("GAS cannot see on this system what the collector's system has acknowledged, so events can be lost if a"
                + " firewall or balancer forgets the connection.");

        private final String shortcoming;

        Kind(String shortcoming) {
            this.shortcoming = shortcoming;
        }
    }

    /** Makes queues of the kind that {@link SelfTest} finds. */
    SendQueues(LongSupplier clock) {
        this(clock, null);
    }

    private SendQueues(LongSupplier clock, @Nullable Kind forced) {
        this.clock = clock;
        this.forced = forced;
    }

    /** Makes queues of the given kind only, for tests. */
    static SendQueues forced(Kind kind, LongSupplier clock) {
        return new SendQueues(clock, kind);
    }

    /**
     * Makes the queue of a connected channel that does not block. Never throws.
     *
     * @param taken returns how many bytes the channel has taken so far
     * @return the queue, to be closed before the channel; {@link #UNSEEN} if it could not be found, or null if this system
     *     shows none
     */
    @Nullable
    SendQueue of(SocketChannel channel, LongSupplier taken) {
        try {
            SendQueue queue = switch (kind()) {
                case PROC -> ProcSendQueue.open(channel, ProcSendQueue.DIRECTORIES, scratch(), clock);
                case LEAST_BUFFER -> new LeastBufferQueue(channel, taken, clock);
                case NONE -> null;
            };
            return queue == null && kind() != Kind.NONE ? UNSEEN : queue;
        } catch (IOException | RuntimeException failed) {
            return UNSEEN;
        }
    }

    /** Returns the kind of the queues; takes some milliseconds when it is the first call in this JVM. */
    Kind kind() {
        return forced != null ? forced : SelfTest.OF_THIS_JVM.best();
    }

    /** Returns what a client cannot see on this system, as a sentence for its users, or "" if it sees everything. */
    String shortcoming() {
        return kind().shortcoming;
    }

    private byte[] scratch() {
        byte[] made = scratch;
        if (made == null) {
            made = new byte[ProcSendQueue.SCRATCH_BYTES];
            scratch = made;
        }
        return made;
    }
}
