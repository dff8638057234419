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
 * Lets callers of a {@link GasSocket} wait for a delay, a lookup or the attempt of another caller. {@link #close} ends
 * every wait, and an interrupt ends that of its thread.
 *
 * <p>Thread-safe: what a condition depends on is changed before {@link #announce} is called. {@code announce} takes the
 * lock that a waiter holds from the check until it sleeps, so no wake-up is lost.
 */
final class Waits {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean closed;

    /**
     * Waits until a condition is true, but not longer than this time.
     *
     * @return whether the condition is true
     * @throws SocketException if the socket is closed before or during the wait
     * @throws InterruptedIOException if the thread must wait and is interrupted before or meanwhile; the flag stays set
     */
    boolean await(BooleanSupplier isSo, long nanos) throws SocketException, InterruptedIOException {
        long began = System.nanoTime();
        return await(isSo, () -> nanos - (System.nanoTime() - began));
    }

    /** Waits until a moment on the clock of {@link System#nanoTime}. The moment may change during the wait. */
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
                long ignored = changed.awaitNanos(left); // the loop reads the remaining time again
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all waiting threads, so that they check their conditions again. */
    void announce() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every wait, including later ones. */
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

    /** Throws if the interrupt flag of the current thread is set. The flag stays set. */
    static void throwIfInterrupted() throws InterruptedIOException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while waiting for a connection");
    }

    /** Returns a timeout in nanoseconds for {@link #await}. Zero milliseconds mean no limit. */
    static long nanosOrForever(int millis) {
        return millis == 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
