// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractManager;
import org.apache.logging.log4j.core.appender.ManagerFactory;
import org.apache.logging.log4j.core.selector.ContextSelector;
import org.apache.logging.log4j.core.util.Cancellable;
import org.apache.logging.log4j.core.util.ShutdownCallbackRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an appender's client while configurations come and go: Log4j's registry holds it under the context and the
 * appender's name, and counts the appenders that use it. A new configuration's appender starts before the old one's
 * stops, so the count reaches zero only when no appender of that name is left.
 *
 * <p>The registry has one lock for all managers of the JVM, so what takes time happens outside of it: a manager is made
 * without a client, which {@link #open} adds (a large buffer takes long to allocate), and {@link #stop} closes the client
 * (which drains it) after the registry has let go of the manager.
 *
 * <p>Thread-safe.
 */
final class GasManager extends AbstractManager {
    private static final String CONTEXT_ID = GasManager.class.getName() + ".contextId";
    private static final AtomicLong IDS = new AtomicLong();
    private static final ManagerFactory<GasManager, Owner> FACTORY = GasManager::new;

    private final String appender;
    private final StatusReporter reporter;
    private final AtomicReference<@Nullable GasClient> toClose = new AtomicReference<>();
    private volatile @Nullable Pipeline pipeline;
    private volatile Duration shutdownTimeout = Duration.ZERO;
    /** Held here, because Log4j holds it softly; null if Log4j's shutdown hook is off. */
    private volatile @Nullable Cancellable lastWords;
    /** The {@code nanoTime} at which Log4j's shutdown hook began to wait; null while the JVM is not exiting. */
    private volatile @Nullable Long exitBegan;

    private GasManager(String key, Owner owner) {
        super(owner.context, key);
        this.appender = owner.appender;
        this.reporter = new StatusReporter(owner.appender);
    }

    /** Returns the manager of this context and appender, whose {@link #stop} is to be called once for each call. */
    static GasManager acquire(@Nullable LoggerContext context, String appender) {
        return getManager(idOf(context) + "/" + appender, FACTORY, new Owner(context, appender));
    }

    /** Returns what tells one context from others, which may have the same name; one that is not known is always new. */
    private static String idOf(@Nullable LoggerContext context) {
        if (context == null) {
            return "Gas-" + IDS.incrementAndGet();
        }
        Object known = context.getObject(CONTEXT_ID);
        if (known == null) {
            Object mine = "Gas-" + IDS.incrementAndGet();
            Object others = context.putObjectIfAbsent(CONTEXT_ID, mine);
            known = others == null ? mine : others;
        }
        return known.toString();
    }

    /**
     * Makes and starts the client, or gives the running one another configuration.
     *
     * @throws io.github.gas4j.core.GasConfigException if the JVM or the system lacks something that the client needs, or the
     *     running client cannot go on with this configuration; it goes on as before
     */
    synchronized void open(FactoryData data) {
        Pipeline running = pipeline;
        if (running == null) {
            GasClient made = new GasClient(appender, data.config(), reporter, new ClientThreads());
            Pipeline opened = new Pipeline(made, data.encoder(), reporter);
            made.start(); // last, so that a failure leaves no thread
            pipeline = opened;
            lastWords = awaitLastWords(made);
        } else {
            running.client().reconfigure(data.config());
            pipeline = new Pipeline(running.client(), data.encoder(), reporter);
        }
        shutdownTimeout = data.config().shutdownTimeout();
    }

    /**
     * Has Log4j's shutdown hook wait for what the application's hooks log, before it stops the context. Log4j runs its
     * callbacks one after another, and registers the context's own once the configuration has started.
     */
    private @Nullable Cancellable awaitLastWords(GasClient client) {
        try {
            return LogManager.getFactory() instanceof ShutdownCallbackRegistry hook
                    ? hook.addShutdownCallback(() -> {
                        exitBegan = System.nanoTime();
                        client.awaitExitFlush(shutdownTimeout.dividedBy(2));
                    })
                    : null;
        } catch (RuntimeException | Error unavailable) {
            return null; // an exiting JVM, another version, or no memory: the client works without it
        }
    }

    /** Returns the client with what it was last opened with, null before the first {@link #open} that succeeds. */
    @Nullable
    Pipeline pipeline() {
        return pipeline;
    }

    StatusReporter reporter() {
        return reporter;
    }

    /**
     * Ends one use of this manager; the last one closes the client.
     *
     * <p>Log4j has a timeout of its own where nobody chose one, as in {@code LogManager.shutdown()}: 50 ms, which are
     * too short to send a buffer, and for a confirmation anyway. Then the option governs as well, less the time since
     * Log4j's shutdown hook began to wait for the last words.
     *
     * @param timeout bound on the time that takes, 0 for the option {@code shutdownTimeout}
     * @return false if a client was closed and something in its buffer was lost
     */
    @Override
    public boolean stop(long timeout, TimeUnit unit) {
        boolean left = false;
        try {
            super.stop(timeout, unit);
        } finally {
            GasClient last = toClose.getAndSet(null);
            boolean chosen = timeout > 0 && unit.toMillis(timeout) != ContextSelector.DEFAULT_STOP_TIMEOUT;
            left = last == null
                    || last.close(chosen ? Duration.ofNanos(unit.toNanos(timeout)) : whatIsLeftOfTheOption());
        }
        return left;
    }

    private Duration whatIsLeftOfTheOption() {
        Long began = exitBegan;
        return began == null ? shutdownTimeout : shutdownTimeout.minusNanos(System.nanoTime() - began);
    }

    /** Called with the registry's lock held: only puts the client aside. */
    @Override
    protected boolean releaseSub(long timeout, TimeUnit unit) {
        Pipeline last = pipeline;
        toClose.set(last == null ? null : last.client());
        Cancellable callback = lastWords;
        if (callback != null) {
            callback.cancel();
        }
        return true;
    }

    /** Whose manager is asked for. */
    private record Owner(@Nullable LoggerContext context, String appender) {}
}
