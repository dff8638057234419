// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.net.Selection;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * News of a selector's sockets. While the JVM exits they are looked for every few milliseconds instead of waited for: an
 * exiting JVM waits up to 300 ms for a thread that is in native code, and a selector waits there.
 *
 * <p>The sender alone awaits; any thread may wake it. {@code exiting} is stored before the selector is woken, so the sender
 * does not go back to it.
 */
public final class SelectorNews implements Rest.News {
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
            // rounded up, for a timer that is due in less than a millisecond must not spin
            selection.selector().select(key -> {}, (nanos + 999_999) / 1_000_000);
        } else {
            selection.selector().selectNow(key -> {});
        }
    }

    /** Ends the wait, also one that begins only afterwards. */
    public void wake() {
        selection.wakeup();
        if (exiting) {
            LockSupport.unpark(parked);
        }
    }

    /** Called at JVM exit, when nothing is left to do but what may still be logged. */
    public void letJvmExit() {
        exiting = true;
        wake();
    }
}
