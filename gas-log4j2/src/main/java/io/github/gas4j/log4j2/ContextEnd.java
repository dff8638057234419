// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasWatcher;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.core.LifeCycle.State;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.spi.LoggerContextShutdownAware;
import org.jspecify.annotations.Nullable;

/**
 * The clients of a context that no appender uses any more. Each one drains in the background and ends by itself. When the
 * context stops, those that still drain are closed, all by one deadline.
 *
 * <p>Thread-safe. A client is in {@code draining} before its context is looked at again, and a context is stopped before it
 * tells its listeners, so a client that drains when its context stops is closed by one of both. A client that has ended is
 * in nothing of this: its {@link GasWatcher} removes it and itself. {@code listens} is set by the thread that registers, behind
 * the registration, and never unset.
 */
final class ContextEnd implements LoggerContextShutdownAware {
    private static final String KEY = ContextEnd.class.getName();
    /** How long a thread waits for what takes microseconds, unless a reload is going on. */
    private static final long PATIENCE_MILLIS = 1_000;

    private final LoggerContext context;
    private final Set<Drain> draining = ConcurrentHashMap.newKeySet();
    private volatile boolean listens;

    private final AtomicReference<@Nullable Beginning> beginning = new AtomicReference<>();

    private ContextEnd(LoggerContext context) {
        this.context = context;
    }

    /** Returns the one of this context, or null if another copy of GAS has put its own into the context. */
    static @Nullable ContextEnd of(LoggerContext context) {
        Object known = context.getObject(KEY);
        if (known == null) {
            ContextEnd made = new ContextEnd(context);
            Object others = context.putObjectIfAbsent(KEY, made);
            known = others == null ? made : others;
        }
        return known instanceof ContextEnd end ? end : null;
    }

    /**
     * Lets a client drain in the background, without waiting. If this returns false, the caller must close it.
     *
     * @param grace how long it still takes events
     * @param timeout how long the end of the context may wait for it
     * @return false if the context does not run, or the JVM is exiting
     */
    boolean letDrain(GasClient client, Duration grace, Duration timeout) {
        if (!isRunning() || isJvmExiting() || !listen()) {
            return false;
        }
        client.retire(grace); // first, because what follows may lack memory
        new Drain(client, timeout, draining).begin();
        return isRunning();
    }

    /**
     * Notes when the context began to stop, if it does. Only the first call counts.
     *
     * @param nanoTime when that was
     * @param chosen the timeout that was passed to the context, or null for the options
     */
    void begins(long nanoTime, @Nullable Duration chosen) {
        if (context.getState() == State.STOPPING) {
            beginning.compareAndSet(null, new Beginning(nanoTime, chosen));
        }
    }

    /** Closes all clients that still drain. Until its turn comes, each goes on draining. */
    @Override
    public void contextShutdown(org.apache.logging.log4j.spi.LoggerContext stopped) {
        Beginning noted = beginning.getAndSet(null);
        Beginning began = noted == null ? new Beginning(System.nanoTime(), null) : noted;
        context.getListeners().removeAll(Set.of(this)); // a context that starts again has another one
        draining.forEach(drain -> drain.client.close(began.left(drain.timeout)));
    }

    /**
     * Has this told of the context's end. Log4j makes the list of listeners under the context's monitor. A reload holds that, and
     * waits for the threads that log, so a thread that stops an appender meanwhile must not wait for it. Another one does.
     *
     * @return false if that is impossible
     */
    private boolean listen() {
        try {
            if (listens || context.getListeners() != null || Thread.holdsLock(context)) {
                register();
                return true;
            }
            Thread thread = new Thread(null, this::register, "gas-context-end", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            thread.start();
            await(thread);
            return listens || thread.isAlive();
        } catch (RuntimeException | Error unavailable) {
            return false;
        }
    }

    /** Two threads may do this at the same time. Then this is told twice, the second time of nothing. */
    private void register() {
        if (!listens) {
            context.addShutdownListener(this);
            listens = true;
            if (!isRunning()) {
                contextShutdown(context); // it has stopped before it could tell
            }
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isRunning() {
        State state = context.getState();
        return state == State.STARTING || state == State.STARTED;
    }

    /** Returns whether the JVM is exiting: only then it refuses to remove a hook, even one that it does not have. */
    private static boolean isJvmExiting() {
        try {
            Runtime.getRuntime().removeShutdownHook(new Thread());
            return false;
        } catch (IllegalStateException exiting) {
            return true;
        }
    }

    /** When the context began to stop, and the timeout that somebody chose for it. */
    private record Beginning(long nanoTime, @Nullable Duration chosen) {
        Duration left(Duration option) {
            return (chosen == null ? option : chosen).minusNanos(System.nanoTime() - nanoTime);
        }
    }

    /** One client that drains. It watches the clients of the JVM for the end of its own. */
    private static final class Drain implements GasWatcher {
        private final GasClient client;
        private final Duration timeout;
        private final Set<Drain> draining;

        Drain(GasClient client, Duration timeout, Set<Drain> draining) {
            this.client = client;
            this.timeout = timeout;
            this.draining = draining;
        }

        void begin() {
            draining.add(this);
            watch();
            if (!GasClient.running().contains(client)) {
                end();
            }
        }

        private void end() {
            draining.remove(this);
            unwatch();
        }

        @Override
        public void started(GasClient other) {}

        @Override
        public void ended(GasClient other) {
            if (other == client) {
                end();
            }
        }
    }
}
