// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.util.Causes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The history of one call of a {@link GasSocket}: how many attempts to reconnect it has waited for, and its failures.
 * Confined to the calling thread.
 */
final class RetryHistory {
    /** Bounds the list, so that a call that never gives up does not fill the heap. */
    private static final int MOST_CAUSES = 32;

    private final Deque<Throwable> causes = new ArrayDeque<>(4);
    private long retries;

    /** Returns the given history, or a new one if it is null. A call that needs no retry allocates none. */
    static RetryHistory orNew(@Nullable RetryHistory before) {
        return before == null ? new RetryHistory() : before;
    }

    /** Returns how many attempts to reconnect the call has waited for. */
    long retries() {
        return retries;
    }

    /** Notes the end of an attempt that the call has waited for. The failure is null if the attempt succeeded. */
    void retried(@Nullable Throwable failure) {
        retries++;
        if (failure != null) {
            failed(failure);
        }
    }

    /** Notes that a connection has failed during the call. */
    void failed(Throwable cause) {
        if (causes.size() == MOST_CAUSES) {
            causes.removeFirst();
        }
        causes.addLast(cause);
    }

    /** Discards all retries and failures noted so far. */
    void startAnew() {
        causes.clear();
        retries = 0;
    }

    /** Throws if no retry is left. {@code lastKnown} is the cause if the call itself has noted no failure. */
    void throwIfSpent(int maxRetries, Destination destination, Throwable lastKnown) throws MaxRetriesExceededException {
        if (maxRetries < 0 || retries < maxRetries) {
            return;
        }
        Throwable last = causes.isEmpty() ? lastKnown : causes.removeLast();
        String message = "gave up reconnecting to " + destination + " after " + retries + " attempts (maxRetries is "
                + maxRetries + "): " + Causes.text(last);
        MaxRetriesExceededException spent = new MaxRetriesExceededException(message, retries, last);
        causes.forEach(spent::addSuppressed);
        throw spent;
    }
}
