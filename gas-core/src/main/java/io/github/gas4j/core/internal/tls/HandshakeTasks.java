// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * Runs the slow parts of handshakes on daemon threads: the first of a JVM takes up to a quarter of a second, and a key in a
 * token, or a question whether a certificate was revoked, can block for long. At most {@value #MOST} run at the same time.
 * When a connect attempt times out, its task goes on.
 *
 * <p>Confined to the sender's thread, except {@link Task}, whose end is published by a volatile store.
 */
public final class HandshakeTasks {
    private static final int MOST = 2;

    private final ThreadFactory threads;
    private final Runnable wake;
    private final List<Task> running = new ArrayList<>(MOST);

    /** Creates an instance that runs {@code wake} after each task. */
    public HandshakeTasks(ThreadFactory threads, Runnable wake) {
        this.threads = threads;
        this.wake = wake;
    }

    /** Starts a thread for what the engine has to do now, or returns null if too many run. */
    @Nullable
    Task begin(SSLEngine engine) {
        running.removeIf(Task::isDone);
        if (running.size() == MOST) {
            return null;
        }
        Task task = new Task(engine);
        threads.newThread(task).start();
        running.add(task); // after the start, or attempts would wait for a thread that could not start
        return task;
    }

    /** All that one engine has to do now. The sender leaves the engine alone meanwhile. */
    final class Task implements Runnable {
        private final SSLEngine engine;
        private @Nullable Throwable error;
        private volatile boolean done;

        private Task(SSLEngine engine) {
            this.engine = engine;
        }

        @Override
        public void run() {
            try {
                for (Runnable part = engine.getDelegatedTask(); part != null; part = engine.getDelegatedTask()) {
                    part.run();
                }
            } catch (Throwable failure) { // else the thread's uncaught exception handler would print it
                error = failure;
            } finally {
                done = true; // publishes the engine's state and the error
                wake.run();
            }
        }

        boolean isDone() {
            return done;
        }

        /** Throws what the task has thrown. The engine itself throws what has failed in the handshake. */
        void check() throws IOException {
            if (error != null) {
                throw new IOException("the TLS handshake failed: " + error, error);
            }
        }
    }
}
