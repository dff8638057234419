// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.life.Flush;
import io.github.gas4j.core.internal.life.OwnThreads;
import io.github.gas4j.core.internal.life.Presence;
import io.github.gas4j.core.internal.life.Refusal;
import io.github.gas4j.core.internal.release.QuietTime;
import io.github.gas4j.core.internal.sender.Requests;
import io.github.gas4j.core.internal.sender.Sender;
import io.github.gas4j.core.internal.sender.Worker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Streams events to a TCP collector: takes them into a bounded buffer, writes them in the background, reconnects by itself
 * and counts every event that it drops. A closed client cannot be started again.
 *
 * <p>Thread-safe. {@link #offer(byte[], int, int)}, {@link #tryOffer}, {@link #admits} and {@code countDrop} take no lock,
 * unless a call to offer failed half-way, and do no I/O. {@code this} guards {@link #start}, {@link #reconfigure} and the
 * beginning of {@link #close}, and no method waits while it holds that lock.
 */
public final class GasClient {
    private final String name;
    private final OwnThreads threads;
    private final Counters counters = new Counters();
    private final Requests requests;
    private final Intake intake;
    private final Sender sender;
    private final Worker worker;
    private final Presence presence;
    /** The options that were asked for last. The sender knows those in force. */
    private volatile ClientOptions requested;

    /** Number of buffered events that had been dropped before the client was closed or retired. */
    private volatile long lostBefore;

    private @Nullable Thread thread;
    private boolean closed;
    private boolean retired;

    /**
     * Creates a client without a listener, named {@code gas}.
     *
     * @param config its configuration
     * @throws GasConfigException if there is too little memory, or no file descriptor left
     */
    public GasClient(GasConfig config) {
        this("gas", config, new GasListener() {}, task -> new Thread(null, task, "gas", 0, false));
    }

    /**
     * Creates a client and allocates its buffer. Nothing else happens before {@link #start}.
     *
     * @param name distinguishes the client's threads and its MXBean from those of other clients
     * @param config its configuration
     * @param listener receives the client's events
     * @param threads creates the client's threads; their name, daemon status and class loader are set afterwards
     * @throws GasConfigException if there is too little memory, or no file descriptor left
     */
    public GasClient(String name, GasConfig config, GasListener listener, ThreadFactory threads) {
        this(name, config, listener, threads, QuietTime::nanos);
    }

    /** Creates a client with another quiet time than {@link QuietTime#nanos}, for tests. */
    GasClient(String name, GasConfig config, GasListener listener, ThreadFactory threads, LongUnaryOperator quiet) {
        this.name = name;
        requested = config.values();
        this.threads = new OwnThreads(threads, "gas-" + name);
        Wiring wiring = Wiring.of(requested, counters, listener, this.threads, quiet);
        requests = wiring.requests();
        intake = wiring.intake();
        sender = wiring.sender();
        worker = wiring.worker();
        presence = new Presence(name, intake, requests, wiring.news(), wiring.notices());
    }

    /**
     * Returns the clients that have been started and have not ended. {@link GasWatcher} tells of changes.
     *
     * @return a copy, in the order of the starts
     */
    public static List<GasClient> running() {
        return RunningClients.all();
    }

    /**
     * Returns the client's name.
     *
     * @return as it was given; not necessarily unique
     */
    public String name() {
        return name;
    }

    /**
     * Starts the background work and returns at once, whether the collector can be reached or not. Does nothing the second
     * time or after {@link #close}.
     *
     * @throws GasConfigException if the JVM cannot create the client's thread, lacks a module that an option needs, or is
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
            throw Refusal.of(requested.buffer().bufferSize(), failed);
        }
    }

    /** Starts the client. Returns the failure, or null. */
    private synchronized @Nullable Throwable tryToStart() {
        try {
            if (thread != null || closed) {
                return null;
            }
            Thread made = threads.make(worker.before(this::leave), "");
            intake.ownThread(made);
            presence.enter(
                    () -> requested,
                    this::stats,
                    time -> new Flush(sender, requests, intake, counters, true).await(time));
            RunningClients.add(this);
            made.start(); // last, so that a failure leaves no thread
            thread = made;
            return null;
        } catch (Throwable failed) {
            return failed;
        }
    }

    /**
     * Returns whether an event of this severity may be offered. Called once for each event, before it is encoded, so that
     * {@code shedLevel} and {@code rateLimit} save the encoding too. {@link #offer(byte[], int, int)} knows neither of them.
     * An event that is shed does not count towards the rate.
     *
     * @param severity on the scale of {@link Severity}
     * @return false if the event must not be offered: it has been counted as offered and dropped
     */
    public boolean admits(int severity) {
        return intake.admits(severity);
    }

    /**
     * Offers an event: frames it and copies it into the buffer. Waits only with {@link Overflow#BLOCK}. Trouble with the
     * network or the buffer never makes it throw.
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
     * Offers an event like {@link #offer(byte[], int, int)}, but leaves it to the caller to count a refusal.
     *
     * @param bytes holds the encoded event
     * @param offset where it begins
     * @param length how many bytes it has
     * @param plain how many of them are certainly neither LF, CR nor NUL; less, or 0, if that is not known. If it is as many
     *     as the event has without its newline, these are not looked for, so a number that is too great breaks frames
     * @return null if it was taken, or why it was not; {@code ENCODING_FAILED} is counted by the client, not by the caller
     * @throws IndexOutOfBoundsException if the range is not within the array
     */
    public @Nullable DropReason tryOffer(byte[] bytes, int offset, int length, int plain) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return intake.tryOffer(bytes, offset, length, plain);
    }

    /** Offers an event as {@link #tryOffer(byte[], int, int, int)} does, if nothing is known of its bytes. */
    public @Nullable DropReason tryOffer(byte[] bytes, int offset, int length) {
        return tryOffer(bytes, offset, length, 0);
    }

    /**
     * Counts an event that {@code tryOffer} refused.
     *
     * @param reason what that returned, or {@link DropReason#FALLBACK} if the event was taken elsewhere
     * @param bytes its length
     */
    public void countDrop(DropReason reason, int bytes) {
        intake.count(reason, bytes);
    }

    /**
     * Counts an event that the adapter itself could not offer.
     *
     * @param reason why it was dropped
     */
    public void countDrop(DropReason reason) {
        intake.count(reason, 0);
    }

    /** Returns a snapshot of the counters, exact at quiet points. */
    public GasStats stats() {
        return Snapshot.of(sender, intake, counters);
    }

    /**
     * Changes the options and keeps what is buffered. A connection that does not suit the new options is replaced in order.
     * A smaller buffer takes effect when what is buffered fits into it. {@code jmx} and {@code shutdownHook} stay as they
     * were at the start. While a buffer of another size takes over, producers wait until it holds a copy of what is
     * buffered. The attempts and the time that events have waited through so far count towards the new
     * {@code maxRetries} and {@code deliveryTimeout}. If there is too little memory for the change, everything stays as it
     * was, and the listener is warned.
     *
     * @param next the options from now on
     * @throws GasConfigException if the framing differs, because what is buffered is framed already, and no receiver could
     *     read two framings on one connection
     */
    public synchronized void reconfigure(GasConfig next) {
        Framing framing = requested.wire().framing();
        if (next.framing() != framing) {
            throw new GasConfigException(List.of("option framing: '" + next.framing() + "' cannot replace " + framing
                    + " in a running client; valid: a restart, or " + framing));
        }
        requested = next.values();
        requests.reconfigure(next.values());
    }

    /**
     * Waits until everything that was offered before has been released, and has the collector prove at once that it has read
     * it: with {@code CONFIRMED} as always, with {@code REPLAY} by the end of the connection, which another one follows. If
     * there is no connection, the client tries to connect at once, and again until the time is over. An interrupt ends the
     * wait and leaves the flag set. A listener that calls this method does not wait.
     *
     * @param timeout how long at most
     * @return true if everything has been released and nothing that was buffered has been dropped meanwhile
     */
    public boolean flush(Duration timeout) {
        boolean over = sender.state() == ConnectionState.CLOSED;
        return over ? hasLeft() : new Flush(sender, requests, intake, counters, false).await(timeout);
    }

    /**
     * Gives the client up, without waiting. It goes on for a grace, in which {@link #resume} takes it back. Then it refuses
     * events, sends what is buffered within {@code maxRetries} and {@code deliveryTimeout}, and ends by itself, unless
     * {@link #close} gives it a shorter time. A collector that does not answer the end of a connection within
     * {@code writeTimeout} gets everything once more; what its system acknowledges then counts as released, with
     * {@code CONFIRMED} once the collector counts as unable to confirm. Does nothing to a client that is draining or closed.
     *
     * @param grace how long it still takes events
     */
    public synchronized void retire(Duration grace) {
        lostBefore = closed || retired ? lostBefore : counters.lost();
        retired = true;
        requests.retire(Flush.deadlineAfter(grace));
    }

    /**
     * Takes {@link #retire} back.
     *
     * @return false if the client no longer takes events
     */
    public synchronized boolean resume() {
        boolean resumed = requests.resume() && sender.state() != ConnectionState.CLOSED;
        retired &= !resumed;
        return resumed;
    }

    /**
     * Refuses events from now on, writes what is buffered, ends the connection in order and ends the client's threads. A
     * client that has been connected before tries to connect until the time is over; one that never was tries once. Events
     * that are still buffered then are counted as {@link DropReason#SHUTDOWN}. Does nothing the second time. An interrupt
     * does not shorten the wait, which is bounded; the flag is set again afterwards.
     *
     * @param timeout how long at most
     * @return true if everything that was buffered has left, none of it dropped
     */
    public boolean close(Duration timeout) {
        long deadline = Flush.deadlineAfter(timeout);
        Thread running;
        synchronized (this) {
            lostBefore = closed || retired ? lostBefore : counters.lost();
            closed = true;
            running = thread;
        }
        intake.close();
        requests.close(deadline);
        if (running != null && running != Thread.currentThread()) {
            OwnThreads.join(running, deadline);
        }
        if (running == null || !running.isAlive()) {
            synchronized (sender) {
                sender.finish(running == null || sender.isFinished());
            }
        }
        leave();
        return hasLeft();
    }

    /** Returns whether a closed client has dropped nothing of what was buffered. */
    private boolean hasLeft() {
        return sender.hasDeliveredAll() && counters.lost() == lostBefore;
    }

    /**
     * Waits until the flush at JVM exit is over. An adapter calls this if its framework stops at the same time as the
     * application's shutdown hooks, which may still log. Returns at once while the JVM is not exiting, if
     * {@code shutdownHook} is off, on the client's own thread, and if the thread is interrupted.
     *
     * @param timeout how long at most
     */
    public void awaitExitFlush(Duration timeout) {
        if (!intake.isOwnThread()) {
            presence.awaitExitFlush(timeout);
        }
    }

    private void leave() {
        presence.leave();
        RunningClients.remove(this);
    }
}
