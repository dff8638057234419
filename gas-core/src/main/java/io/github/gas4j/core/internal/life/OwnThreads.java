// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.life;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Creates a client's threads: daemons that hold no class loader of an application.
 *
 * <p>Thread-safe: immutable.
 */
public final class OwnThreads {
    /** How much longer than its deadline a thread may take to end. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

    private final ThreadFactory factory;
    private final String prefix;

    /** All names begin with {@code prefix}. */
    public OwnThreads(ThreadFactory factory, String prefix) {
        this.factory = factory;
        this.prefix = prefix;
    }

    public Thread make(Runnable task, String suffix) {
        Thread made = factory.newThread(task);
        made.setName(prefix + suffix);
        made.setDaemon(true);
        made.setContextClassLoader(null);
        return made;
    }

    /** Waits for a thread's end, until a little after its deadline. An interrupt does not shorten the wait. */
    public static void join(Thread running, long itsDeadline) {
        long deadline = itsDeadline + GRACE_NANOS;
        boolean interrupted = false;
        while (running.isAlive() && System.nanoTime() - deadline < 0) {
            try {
                TimeUnit.NANOSECONDS.timedJoin(running, deadline - System.nanoTime());
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
