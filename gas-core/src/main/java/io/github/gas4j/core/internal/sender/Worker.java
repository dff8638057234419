// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.report.Defects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The task of a client's thread: runs one cycle of the sender after another, whatever they throw, and then ends the client.
 *
 * <p>The JVM links a reference at its first use, and allocates for it. So the constructor uses what the loop needs, and a
 * {@link Rehearsal} uses what follows a failure.
 *
 * <p>Thread-safe: immutable.
 */
public final class Worker implements Runnable {
    /** Pause after an error. Without it, a lack of memory would make the loop spin. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Sender sender;
    private final Runnable rehearsal;
    private final Defects defects;

    public Worker(Sender sender, Runnable rehearsal, Defects defects) {
        this.sender = sender;
        this.rehearsal = rehearsal;
        this.defects = defects;
        boolean linked = failureOf(Worker::fail) != null;
        LockSupport.parkNanos(linked ? 1 : 0);
    }

    /**
     * Returns this task with another one behind it. After an end that was asked for nobody else may come to do that one, so it
     * is repeated until it throws nothing.
     */
    public Runnable before(Runnable last) {
        return () -> {
            run();
            while (sender.isFinished() && failureOf(last) != null) {
                pause();
            }
        };
    }

    @Override
    public void run() {
        try {
            rehearse();
            while (!sender.isFinished()) {
                if (!cycle()) {
                    pause();
                }
            }
        } finally {
            end();
        }
    }

    private void rehearse() {
        Throwable failure = failureOf(rehearsal);
        if (failure != null) {
            defects.note(failure); // the client works without a rehearsal
        }
    }

    /** Returns whether the next cycle may follow at once. */
    private boolean cycle() {
        try {
            return sender.cycle();
        } catch (Throwable failure) {
            defects.note(failure);
            return false; // the handling of a failure has failed, and the next cycle goes on with what it left
        }
    }

    private void end() {
        boolean wanted = sender.isFinished();
        while (!tryToFinish(wanted) || !sender.tellEnd()) {
            pause();
        }
    }

    /** Ends the client. Returns whether that succeeded. Uses no lambda, which would be linked here for the first time. */
    private boolean tryToFinish(boolean wanted) {
        try {
            sender.finish(wanted);
            return true;
        } catch (Throwable failure) {
            defects.note(failure);
            return false;
        }
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static @Nullable Throwable failureOf(Runnable part) {
        try {
            part.run();
            return null;
        } catch (Throwable failure) {
            return failure;
        }
    }

    private static void fail() {
        throw new IllegalStateException("as an error would");
    }
}
