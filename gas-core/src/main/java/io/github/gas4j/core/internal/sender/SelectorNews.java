// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.net.Selection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits for news of a selector's sockets. While the JVM exits, it looks every few milliseconds instead, because an exiting
 * JVM waits up to 300 ms for a thread that is in native code, which is where a selector waits.
 *
 * <p>Only the sender waits; any thread may wake it. {@code exiting} is stored before the selector is woken, so the sender
 * does not wait there again.
 */
public final class SelectorNews implements IdleStrategy.News {
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Selection selection;
    private volatile boolean exiting;
    private volatile @Nullable Thread parked;

    public SelectorNews(Selection selection) {
        this.selection = selection;
    }

    @Override
    public void await(long nanos) throws IOException {
        if (exiting) {
            parked = Thread.currentThread();
            LockSupport.parkNanos(this, Math.min(nanos, LOOK_EVERY_NANOS));
            selection.selector().selectNow(key -> {});
        } else if (nanos == Long.MAX_VALUE) {
            selection.selector().select(key -> {});
        } else if (nanos > 0) {
            // rounded up, because a timer that is due in less than a millisecond must not spin
            selection.selector().select(key -> {}, (nanos + 999_999) / 1_000_000);
        } else {
            selection.selector().selectNow(key -> {});
        }
    }

    /** Ends the present wait, or else the next one; while the JVM exits, at the latest after 2 ms. */
    public void wake() {
        selection.wakeup();
        if (exiting) {
            LockSupport.unpark(parked);
        }
    }

    /** Called at JVM exit after the flush. From now on the sender does not wait in native code. */
    public void letJvmExit() {
        exiting = true;
        wake();
    }
}
