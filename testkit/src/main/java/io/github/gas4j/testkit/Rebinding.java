// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.io.IOException;
import java.net.BindException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Binds a listener to a port on which another one of this process listened a moment ago. Other tests start processes
 * meanwhile, and a process that is just being started holds copies of all descriptors, the closed listener's too, until
 * it runs its own program. Stateless.
 */
public final class Rebinding {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Rebinding() {}

    /** Binds a listener; may be called again after it has failed. */
    @FunctionalInterface
    public interface Bind {
        /** Binds, or fails because the port is taken. */
        void run() throws IOException;
    }

    /** Binds, and tries again for ten seconds while the port is taken. */
    public static void bind(Bind bind) throws IOException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                bind.run();
                return;
            } catch (BindException taken) {
                if (System.nanoTime() - until > 0) {
                    throw taken;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
