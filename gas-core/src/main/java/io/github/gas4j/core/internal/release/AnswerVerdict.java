// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.release;

import java.util.concurrent.TimeUnit;

/**
 * Records whether a collector answers {@link Questions}. It outlives connections, and is kept as long as the options of the
 * connection stay. A collector that leaves two questions in a row without an answer is asked again on the first
 * connection after an hour.
 *
 * <p>Confined to the sender's thread.
 */
public final class AnswerVerdict {
    private static final int MOST_UNANSWERED = 2;
    private static final long ASK_AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

    private boolean answers;
    private int unanswered;
    private long silentSince;

    /** Called when an answer has come. */
    void answered() {
        answers = true;
        unanswered = 0;
    }

    /** Called when a question was not answered in time. */
    void unanswered(long now) {
        unanswered++;
        silentSince = now;
        answers &= unanswered < MOST_UNANSWERED;
    }

    /** Returns whether the collector has answered, and has not been silent twice in a row since. */
    boolean hasAnswered() {
        return answers;
    }

    /** Returns whether it makes sense to ask. */
    boolean isWorthAsking(long now) {
        return unanswered < MOST_UNANSWERED || now - silentSince >= ASK_AGAIN_NANOS;
    }
}
