// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import java.io.InterruptedIOException;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How callers of a {@link GasSocket} wait: for a delay, a lookup or another caller's attempt, but never beyond
 * {@link #close} or an interrupt.
 *
 * <p>Thread-safe: whatever a waiter looks at is changed before {@link #announce}, which takes the lock that the waiter
 * holds between looking and sleeping; so no wake-up is lost.
 */
final class Waits {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean closed;

    /**
     * Waits until something is so, or for so long.
     *
     * @return whether it is so
     * @throws SocketException if closed before or meanwhile
     * @throws InterruptedIOException if interrupted before or meanwhile; the flag is set
     */
    boolean await(BooleanSupplier isSo, long nanos) throws SocketException, InterruptedIOException {
        long began = System.nanoTime();
        return await(isSo, () -> nanos - (System.nanoTime() - began));
    }

    /** Waits until a moment of {@link System#nanoTime}, which may move while it is waited for. */
    void awaitMoment(LongSupplier moment) throws SocketException, InterruptedIOException {
        await(() -> false, () -> moment.getAsLong() - System.nanoTime());
    }

    private boolean await(BooleanSupplier isSo, LongSupplier nanosLeft) throws SocketException, InterruptedIOException {
        lock.lock();
        try {
            while (true) {
                throwIfClosed();
                if (isSo.getAsBoolean()) {
                    return true;
                }
                long left = nanosLeft.getAsLong();
                if (left <= 0) {
                    return false;
                }
                long ignored = changed.awaitNanos(left); // what is left is asked again
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Something has changed that somebody may wait for. */
    void announce() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait, those to come too. */
    void close() {
        closed = true;
        announce();
    }

    boolean isClosed() {
        return closed;
    }

    void throwIfClosed() throws SocketException {
        if (closed) {
            throw new SocketException("Socket is closed");
        }
    }

    /** Throws if the thread's interrupt flag is set, and leaves it set. */
    static void throwIfInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while waiting for a connection");
    }

    /** As nanoseconds for {@link #await}, where 0 stands for no limit. */
    static long nanosOrForever(int millis) {
        return millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
