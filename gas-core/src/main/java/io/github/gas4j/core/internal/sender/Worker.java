// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a client's thread does: one cycle of the sender after another, whatever they throw, and then the end.
 *
 * <p>The JVM links what a method refers to when that is first used, and allocates for it. So the constructor uses what the
 * loop needs, and a {@link Rehearsal} uses what follows a failure.
 *
 * <p>Thread-safe: immutable.
 */
public final class Worker implements Runnable {
    /** Pause after an error, because the next one may be as near as the next allocation. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Sender sender;
    private final Runnable rehearsal;

    public Worker(Sender sender, Runnable rehearsal) {
        this.sender = sender;
        this.rehearsal = rehearsal;
        boolean linked = !succeeds(Worker::fail);
        LockSupport.parkNanos(linked ? 1 : 0);
    }

    @Override
    public void run() {
        try {
            succeeds(rehearsal);
            while (!sender.isFinished()) {
                if (!cycle()) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        } finally {
            end();
        }
    }

    /** Returns whether the next cycle may follow at once. */
    private boolean cycle() {
        try {
            return sender.cycle();
        } catch (Throwable failure) {
            return false; // the handling of a failure has failed, and the next cycle goes on with what it left
        }
    }

    private void end() {
        boolean wanted = sender.isFinished();
        while (!isFinished(wanted) || !sender.tellEnd()) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Without a lambda, which would be linked here for the first time. */
    private boolean isFinished(boolean wanted) {
        try {
            sender.finish(wanted);
            return true;
        } catch (Throwable failure) {
            return false;
        }
    }

    private static boolean succeeds(Runnable part) {
        try {
            part.run();
            return true;
        } catch (Throwable failure) {
            return false;
        }
    }

    private static void fail() {
        throw new IllegalStateException("as an error would");
    }
}
