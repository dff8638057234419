// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.lang.reflect.Method;

/** Starts threads, virtual ones too where the JVM has them, though this is compiled for one that has not. Stateless. */
final class Threads {
    private Threads() {}

    static Thread start(boolean virtual, String name, Runnable task) {
        if (virtual) {
            return startVirtual(task);
        }
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Thread startVirtual(Runnable task) {
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return (Thread) start.invoke(null, task);
        } catch (ReflectiveOperationException olderJvm) {
            throw new UnsupportedOperationException("virtual threads need Java 21", olderJvm);
        }
    }
}
