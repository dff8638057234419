// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.lang.reflect.Method;

/** Starts threads of either kind. Stateless. */
public final class Threads {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private Threads() {}

    /** Returns whether this JVM has virtual threads. */
    public static boolean areVirtualOnesThere() {
        return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS;
    }

    /** Starts a daemon thread; virtual ones by reflection, because the code is compiled for JVMs without them. */
    public static Thread start(boolean virtual, String name, Runnable work) {
        if (virtual) {
            try {
                Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
                return (Thread) start.invoke(null, work);
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException(missing);
            }
        }
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
