// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which kind of {@link SendQueue} works on this system. Some systems list every queue as empty, so each kind
 * has to recognize an empty queue and then a full one.
 *
 * <p>Thread-safe.
 */
public final class SelfTest {
    /** The instance that all clients of this JVM share. */
    static final SelfTest OF_THIS_JVM = new SelfTest(LoopbackPair::open, ProcSendQueue.DIRECTORIES, System::nanoTime);

    /** The instance for Unix domain sockets, which no table shows. */
    static final SelfTest OF_LOCAL_SOCKETS = new SelfTest(LoopbackPair::openLocal, List.of(), System::nanoTime);

    /**
     * Age at which a result other than the best is tested again, because for example a lack of descriptors may pass.
     */
    public static final long DOUBT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Callable<LoopbackPair> pairs;
    private final List<Path> directories;
    private final LongSupplier clock;
    /** The best kind that there can be. */
    private final SendQueues.Kind hoped;

    private SendQueues.@Nullable Kind found;
    private long foundAt;

    /** Creates one that looks for the kernel's table in these directories, if there are any. */
    public SelfTest(Callable<LoopbackPair> pairs, List<Path> directories, LongSupplier clock) {
        this.pairs = pairs;
        this.directories = directories;
        this.clock = clock;
        hoped = directories.isEmpty() ? SendQueues.Kind.LEAST_BUFFER : SendQueues.Kind.PROC;
    }

    /** Returns the best kind that works. Takes some milliseconds when it has to test. Never throws. */
    public synchronized SendQueues.Kind best() {
        long now = clock.getAsLong();
        SendQueues.Kind best = found;
        if (best == null || (best != hoped && now - foundAt >= DOUBT_NANOS)) {
            best = test();
            found = best;
            foundAt = now;
        }
        return best;
    }

    private SendQueues.Kind test() {
        try (LoopbackPair pair = pairs.call()) {
            return test(pair);
        } catch (Exception | Error ignored) { // also for lack of memory, which a connection may not need
            return SendQueues.Kind.NONE;
        }
    }

    private SendQueues.Kind test(LoopbackPair pair) throws IOException {
        try (LeastBufferQueue leastBuffer = new LeastBufferQueue(pair.client(), () -> 0, clock);
                SendQueue proc = openProc(pair.client())) {
            boolean procTellsEmpty = proc != null && isEmpty(proc);
            boolean leastBufferTellsEmpty = isEmpty(leastBuffer);
            pair.fill();
            if (procTellsEmpty && proc != null && isFull(proc)) {
                return SendQueues.Kind.PROC;
            }
            return leastBufferTellsEmpty && isFull(leastBuffer) ? SendQueues.Kind.LEAST_BUFFER : SendQueues.Kind.NONE;
        }
    }

    private @Nullable SendQueue openProc(SocketChannel client) {
        try {
            return ProcSendQueue.open(client, directories, new byte[ProcSendQueue.SCRATCH_BYTES], clock);
        } catch (IOException ignored) {
            return null;
        }
    }

    private static boolean isEmpty(SendQueue queue) {
        return queue.look() && queue.unacknowledgedAtMost() <= emptyAtMost(queue);
    }

    private static boolean isFull(SendQueue queue) {
        return queue.look() && queue.unacknowledgedAtMost() > emptyAtMost(queue);
    }

    private static long emptyAtMost(SendQueue queue) {
        return queue.isExact() ? 0 : LeastBufferQueue.LEAST_BOUND;
    }
}
