// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.core.util.Log4jThread;
import org.jspecify.annotations.Nullable;

/**
 * Creates the client's threads. Log4j never lets a {@link Log4jThread} wait for room in Log4j's own ring buffer, so
 * that logging on a client's thread cannot end in a deadlock.
 *
 * <p>Thread-safe: stateless.
 */
final class ClientThreads implements ThreadFactory {

    /**
     * Creates the thread on a helper thread that has no inheritable thread-locals. {@link Log4jThread} has no
     * constructor that leaves them out, and what an application keeps in them must not live as long as the client.
     */
    @Override
    public Thread newThread(Runnable task) {
        AtomicReference<@Nullable Thread> made = new AtomicReference<>();
        Thread maker = new Thread(null, () -> made.set(new Log4jThread(task)), "gas-thread-maker", 0, false);
        maker.setDaemon(true);
        maker.start();
        boolean interrupted = false;
        while (true) {
            try {
                maker.join();
                break;
            } catch (InterruptedException notNow) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Thread thread = made.get();
        if (thread == null) {
            throw new IllegalStateException("the JVM could not make a thread");
        }
        return thread;
    }
}
