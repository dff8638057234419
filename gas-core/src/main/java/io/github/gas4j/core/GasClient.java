// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.net.Backoff;
import io.github.gas4j.core.internal.release.QuietTime;
import io.github.gas4j.core.internal.sender.Requests;
import io.github.gas4j.core.internal.sender.SelectorNews;
import io.github.gas4j.core.internal.sender.Sender;
import io.github.gas4j.core.internal.sender.Worker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Streams events to a TCP collector: takes them into a bounded buffer, writes them in the background, reconnects by itself
 * and counts everything it has to drop. A closed client is final.
 *
 * <p>Thread-safe. {@link #offer(byte[], int, int)}, {@link #admits} and {@link #countDrop} take no lock, unless a call to offer
 * failed half-way, and do no I/O; {@link #start}, {@link #reconfigure} and the beginning of {@link #close} are guarded by {@code this},
 * under which no one waits.
 */
public final class GasClient {
    /** How much longer than its timeout {@link #close} waits for the sender's thread to end. */
    private static final long JOIN_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final String name;
    private final OwnThreads threads;
    private final Counters counters = new Counters();
    private final Requests requests;
    private final Intake intake;
    private final Sender sender;
    private final SelectorNews news;
    private final Runnable rehearsal;
    /** What was asked for last. The sender knows what is in force. */
    private volatile GasConfig requested;

    /** Events that had been dropped out of the buffer before the first call of {@link #close}. */
    private volatile long lostBefore;

    private @Nullable Thread thread;
    private @Nullable Registration registration;
    private @Nullable ExitFlush exitFlush;
    private boolean closed;

    /**
     * Makes a client without a listener, named {@code gas}.
     *
     * @param config what it is built from
     * @throws GasConfigException if there is too little memory, or no file descriptor left
     */
    public GasClient(GasConfig config) {
        this("gas", config, new GasListener() {}, task -> new Thread(null, task, "gas", 0, false));
    }

    /**
     * Makes a client and allocates its buffer; nothing else happens before {@link #start}.
     *
     * @param name tells the client's threads and its MXBean from others'
     * @param config what it is built from
     * @param listener hears what happens to the client
     * @param threads makes the client's threads; their name, daemon status and class loader are set afterwards
     * @throws GasConfigException if there is too little memory, or no file descriptor left
     */
    public GasClient(String name, GasConfig config, GasListener listener, ThreadFactory threads) {
        this(name, config, listener, threads, QuietTime::nanos);
    }

    /** As the public constructor, with another quiet time than {@link QuietTime#nanos}; for tests. */
    GasClient(String name, GasConfig config, GasListener listener, ThreadFactory threads, LongUnaryOperator quiet) {
        this.name = name;
        requested = config;
        this.threads = new OwnThreads(threads, "gas-" + name);
        Wiring wiring = Wiring.of(config, counters, listener, this.threads, quiet);
        requests = wiring.requests();
        intake = wiring.intake();
        sender = wiring.sender();
        news = wiring.news();
        rehearsal = wiring.rehearsal();
    }

    /**
     * Starts the background work and returns at once, whether the collector is there or not; does nothing the second time
     * or after {@link #close}.
     *
     * @throws GasConfigException if the JVM cannot make the client's thread, lacks a module that an option needs, or is
     *     exiting while {@code shutdownHook} is on; the client is closed then
     */
    public void start() {
        Throwable failed = tryToStart();
        if (failed != null) {
            try {
                close(Duration.ZERO);
            } catch (Throwable again) {
                failed.addSuppressed(again);
            }
            throw Refusal.of(requested, failed);
        }
    }

    /** Starts, or returns what has failed. */
    private synchronized @Nullable Throwable tryToStart() {
        if (thread != null || closed) {
            return null;
        }
        try {
            Thread made = threads.make(new Worker(sender, rehearsal), "");
            intake.ownThread(made);
            if (requested.jmx()) {
                registration = register();
            }
            if (requested.shutdownHook()) {
                exitFlush = ExitFlush.register(name, exitFlushed(), intake, news);
            }
            made.start(); // last, so that a failure leaves no thread
            thread = made;
            return null;
        } catch (Throwable failed) {
            return failed;
        }
    }

    /** Only this method needs the module java.management, which the runtime may lack. */
    private @Nullable Registration register() {
        try {
            return Registration.register(name, this::stats, counters);
        } catch (LinkageError missing) {
            throw Refusal.noModule("option jmx: 'true'", "java.management", missing);
        }
    }

    /**
     * Asks whether an event of this severity would be taken, before it is encoded, so that shedding saves the encoding too.
     *
     * @param severity on the scale of {@link Severity}
     * @return false if the event must not be offered: it has been counted as offered and shed
     */
    public boolean admits(int severity) {
        return intake.admits(severity);
    }

    /**
     * Offers an event: frames it and copies it into the buffer. Never waits, but for {@link Overflow#BLOCK}, and never
     * throws for trouble with the network or the buffer.
     *
     * @param bytes holds the encoded event
     * @param offset where it begins
     * @param length how many bytes it has
     * @return true if it was taken, false if it was dropped and counted
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public boolean offer(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return intake.offer(bytes, offset, length);
    }

    /**
     * Offers the remaining bytes of a buffer, as {@link #offer(byte[], int, int)} does, and consumes them. A buffer with an
     * accessible array is read in place; another is copied first.
     *
     * @param bytes the encoded event
     * @return true if it was taken, false if it was dropped and counted
     */
    public boolean offer(ByteBuffer bytes) {
        int length = bytes.remaining();
        if (bytes.hasArray()) {
            int offset = bytes.arrayOffset() + bytes.position();
            bytes.position(bytes.limit());
            return intake.offer(bytes.array(), offset, length);
        }
        byte[] copy = new byte[length];
        bytes.get(copy);
        return intake.offer(copy, 0, length);
    }

    /**
     * Counts an event that the adapter itself could not offer.
     *
     * @param reason why it was dropped
     */
    public void countDrop(DropReason reason) {
        intake.count(reason, 0);
    }

    /**
     * Returns the counters as they are now.
     *
     * @return a snapshot; exact at quiet points
     */
    public GasStats stats() {
        return Snapshot.of(sender, intake, counters);
    }

    /**
     * Goes on with other options and keeps what is buffered. A connection that does not suit them is replaced in order; a
     * smaller buffer takes effect when what is buffered fits into it. {@code jmx} and {@code shutdownHook} stay as they
     * were at the start. While a buffer of another size takes over, producers wait for the copy of what is buffered. What
     * events have waited through so far counts towards the new {@code maxRetries} and {@code deliveryTimeout}. If there is
     * too little memory for the change, everything stays as it was, and the listener is warned.
     *
     * @param next the options from now on
     * @throws GasConfigException if the framing is another: what is buffered is framed already, and no receiver could
     *     read two framings on one connection
     */
    public synchronized void reconfigure(GasConfig next) {
        Framing framing = requested.framing();
        if (next.framing() != framing) {
            throw new GasConfigException(List.of("option framing: '" + next.framing() + "' cannot replace " + framing
                    + " in a running client; valid: a restart, or " + framing));
        }
        requested = next;
        requests.reconfigure(next);
    }

    /**
     * Waits until everything buffered has been written, trying to connect at once if there is no connection. A client that
     * has been connected before tries again and again; one that never was gives up when the attempt fails. An interrupt
     * ends the wait and leaves the flag set. Called by a listener, it does not wait.
     *
     * @param timeout how long at most
     * @return true if everything has been written and nothing that was buffered has been dropped meanwhile
     */
    public boolean flush(Duration timeout) {
        if (sender.state() == ConnectionState.CLOSED) {
            return hasLeft();
        }
        long deadline = deadlineAfter(timeout);
        Flush flush = new Flush(sender, requests, counters, Backoff.of(sender.config()));
        long end = intake.buffer().tail();
        return intake.isOwnThread() ? flush.isWritten(end) : flush.await(end, deadline);
    }

    /**
     * Refuses events from now on, writes what is buffered, ends the connection in order and ends the client's threads. A
     * client that has been connected before tries to connect until the time is over; one that never was tries once. What
     * has not left in time is counted as {@link DropReason#SHUTDOWN}. Does nothing the second time. An interrupt does not
     * shorten the wait, which is bounded; the flag is set again afterwards.
     *
     * @param timeout how long at most
     * @return true if everything that was buffered has left, none of it dropped
     */
    public boolean close(Duration timeout) {
        long deadline = deadlineAfter(timeout);
        boolean first;
        Thread running;
        synchronized (this) {
            first = !closed;
            closed = true;
            running = thread;
            lostBefore = first ? counters.lost.sum() : lostBefore;
        }
        if (first) {
            intake.close();
            requests.close(deadline);
        }
        if (running != null && running != Thread.currentThread()) {
            OwnThreads.join(running, deadline + JOIN_GRACE_NANOS);
        }
        if (running == null || !running.isAlive()) {
            finish(running == null || sender.isFinished());
        }
        if (first) {
            unregister();
        }
        return hasLeft();
    }

    /** Returns whether a closed client has dropped nothing of what was buffered. */
    private boolean hasLeft() {
        return sender.hasDeliveredAll() && counters.lost.sum() == lostBefore;
    }

    /** Ends the client, unless its thread has done so; {@code wanted} says whether it was told to end. */
    private void finish(boolean wanted) {
        synchronized (sender) {
            sender.finish(wanted);
        }
    }

    /**
     * Waits until the flush at JVM exit is over. For an adapter whose framework stops beside the application's shutdown
     * hooks: what these log is still to come. Returns at once while the JVM is not exiting, with {@code shutdownHook} off,
     * on the client's own thread, and if the thread is interrupted.
     *
     * @param timeout how long at most
     */
    public void awaitExitFlush(Duration timeout) {
        ExitFlush flush;
        Thread own;
        synchronized (this) {
            flush = exitFlush;
            own = thread;
        }
        if (flush != null && own != Thread.currentThread()) {
            flush.await(TimeUnit.NANOSECONDS.convert(timeout));
        }
    }

    private ExitFlush.Flushed exitFlushed() {
        return new ExitFlush.Flushed(this::stats, this::flush, () -> requested.shutdownTimeout());
    }

    /** Saturates, for "as long as it takes" is a fair thing to ask for; what is negative is over. */
    private static long deadlineAfter(Duration timeout) {
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        return System.nanoTime() + Math.max(0, Math.min(Long.MAX_VALUE / 4, nanos));
    }

    private void unregister() {
        if (registration != null) {
            registration.unregister();
        }
        if (exitFlush != null) {
            exitFlush.unregister();
        }
    }
}
