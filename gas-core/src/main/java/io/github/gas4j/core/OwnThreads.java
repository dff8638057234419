// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Creates a client's threads: daemons that hold no class loader of an application.
 *
 * <p>Thread-safe: immutable.
 */
final class OwnThreads {
    private final ThreadFactory factory;
    private final String prefix;

    /** All names begin with {@code prefix}. */
    OwnThreads(ThreadFactory factory, String prefix) {
        this.factory = factory;
        this.prefix = prefix;
    }

    Thread make(Runnable task, String suffix) {
        Thread made = factory.newThread(task);
        made.setName(prefix + suffix);
        made.setDaemon(true);
        made.setContextClassLoader(null);
        return made;
    }

    /** Waits for a thread's end until a deadline of {@link System#nanoTime}. An interrupt does not shorten the wait. */
    static void join(Thread running, long deadline) {
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
