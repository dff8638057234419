// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.internal.util.Causes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What one call of a {@link GasSocket} has been through: the retries it has waited for and its failures. Confined to the
 * calling thread.
 */
final class RetryHistory {
    /** A call that never gives up must not fill the heap with causes. */
    private static final int MOST_CAUSES = 32;

    private final Deque<Throwable> causes = new ArrayDeque<>(4);
    private long retries;

    /** What a call goes on with after a failure; only one that meets its first makes anything. */
    static RetryHistory orNew(@Nullable RetryHistory before) {
        return before == null ? new RetryHistory() : before;
    }

    /** How many attempts to reconnect the call has waited for. */
    long retries() {
        return retries;
    }

    /** An attempt to reconnect that the call has waited for is over: failed with this cause, or successful with null. */
    void retried(@Nullable Throwable failure) {
        retries++;
        if (failure != null) {
            failed(failure);
        }
    }

    /** A connection has failed under the call. */
    void failed(Throwable cause) {
        if (causes.size() == MOST_CAUSES) {
            causes.removeFirst();
        }
        causes.addLast(cause);
    }

    /** What was before no longer counts. */
    void startAnew() {
        causes.clear();
        retries = 0;
    }

    /** Throws if no retry is left; {@code lastKnown} is the cause for a call that has met no failure itself. */
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
