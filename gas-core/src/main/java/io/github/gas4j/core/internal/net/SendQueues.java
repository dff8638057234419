// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Creates the {@link SendQueue}s of a client's connections, of the best kind that works on this system.
 *
 * <p>Confined to the sender's thread, except {@link #shortcoming}, which any thread may call.
 */
public final class SendQueues {
    /** Stands for a queue that this system could show, but that is gone or could not be opened. */
    public static final SendQueue UNSEEN = new UnseenQueue();

    private final LongSupplier clock;
    private final @Nullable Kind forced;
    private byte @Nullable [] scratch;

    /** Ways to look at a queue. */
    public enum Kind {
        /** Reads the kernel's table of TCP sockets. Its figures are exact. */
        PROC(""),
        /** Finds the smallest send buffer with which the channel is writable. This gives a bound. */
        LEAST_BUFFER("GAS cannot read from /proc/net/tcp what the collector's system has acknowledged, so it estimates"
                + " this, keeps the last 4 KiB until it closes the connection, and may take a collector that does not"
                + " read for one that is gone."),
        /** This system shows nothing. */
        NONE("GAS cannot see on this system what the collector's system has acknowledged, so events can be lost if a"
                + " firewall or balancer forgets the connection.");

        private final String shortcoming;

        Kind(String shortcoming) {
            this.shortcoming = shortcoming;
        }
    }

    /** Creates queues of the kind that {@link SelfTest} finds. */
    public SendQueues(LongSupplier clock) {
        this(clock, null);
    }

    private SendQueues(LongSupplier clock, @Nullable Kind forced) {
        this.clock = clock;
        this.forced = forced;
    }

    /** Returns an instance that creates queues of the given kind only, for tests. */
    public static SendQueues forced(Kind kind, LongSupplier clock) {
        return new SendQueues(clock, kind);
    }

    /**
     * Creates the queue of a connected, non-blocking channel. Never throws.
     *
     * @param taken returns how many bytes the channel has taken so far
     * @param defects receives a failure, which may be a defect
     * @return the queue, to be closed before the channel; {@link #UNSEEN} if it could not be found; null if this system
     *     shows no queues
     */
    @Nullable
    public SendQueue of(SocketChannel channel, LongSupplier taken, Consumer<Throwable> defects) {
        try {
            Kind kind = kind(channel.isOpen() && channel.getRemoteAddress() instanceof UnixDomainSocketAddress);
            SendQueue queue = switch (kind) {
                case PROC -> ProcSendQueue.open(channel, ProcSendQueue.DIRECTORIES, scratch(), clock);
                case LEAST_BUFFER -> new LeastBufferQueue(channel, taken, clock);
                case NONE -> null;
            };
            return queue == null && kind != Kind.NONE ? UNSEEN : queue;
        } catch (IOException | RuntimeException | Error failed) {
            defects.accept(failed);
            return UNSEEN;
        }
    }

    /**
     * Returns the kind of the queues. The first call in a JVM takes some milliseconds.
     *
     * @param local whether the queues are those of Unix domain sockets
     */
    public Kind kind(boolean local) {
        if (forced != null) {
            return local && forced == Kind.PROC ? Kind.LEAST_BUFFER : forced;
        }
        return local ? SelfTest.OF_LOCAL_SOCKETS.best() : SelfTest.OF_THIS_JVM.best();
    }

    /**
     * Returns a sentence for users about what a client cannot see on this system, or "" if it sees everything that matters.
     *
     * @param local whether the connection is a Unix domain socket, which nothing can forget
     */
    public String shortcoming(boolean local) {
        return local ? "" : kind(false).shortcoming;
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
