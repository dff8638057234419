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
 * Keeps an appender's client when a configuration is reloaded. Log4j's registry holds the manager under the context and
 * the appender's name, and counts the appenders that use it. The appender of a new configuration starts before the old
 * one stops, so the count reaches zero only when no appender of that name is left.
 *
 * <p>The registry has one lock for all managers of the JVM, so slow work is done outside of it. A manager is created
 * without a client. {@link #open} adds the client, because a large buffer takes long to allocate. {@link #stop} closes
 * the client, which sends what is buffered, after the registry has released the manager.
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
    /** The shutdown callback. Held here, because Log4j's reference is soft; null if Log4j's shutdown hook is off. */
    private volatile @Nullable Cancellable lastWords;
    /** The {@code nanoTime} at which Log4j's shutdown hook began to wait; null while the JVM is not exiting. */
    private volatile @Nullable Long exitBegan;

    private GasManager(String key, Owner owner) {
        super(owner.context, key);
        this.appender = owner.appender;
        this.reporter = new StatusReporter(owner.appender);
    }

    /** Returns the manager of this context and appender. The caller must call {@link #stop} once for each call. */
    static GasManager acquire(@Nullable LoggerContext context, String appender) {
        return getManager(idOf(context) + "/" + appender, FACTORY, new Owner(context, appender));
    }

    /** Returns a unique id of the context, because contexts can share a name; a new id if the context is null. */
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
     * Creates and starts the client, or reconfigures the running one.
     *
     * @throws io.github.gas4j.core.GasConfigException if the JVM or the system lacks something that the client needs,
     *     or if the running client cannot take this configuration, in which case it keeps the previous one
     */
    synchronized void open(FactoryData data) {
        Pipeline running = pipeline;
        if (running == null) {
            GasClient made = new GasClient(
                    appender, data.config(), new DropReporter(reporter, this::pipeline), new ClientThreads());
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
     * Makes Log4j's shutdown hook, before it stops the context, wait for what the application's hooks log. Log4j runs
     * callbacks in the order of registration, and registers its own for the context after the configuration started.
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
            return null; // an exiting JVM, another version, or no memory: the client works without the callback
        }
    }

    /** Returns the client with its current encoder, or null before the first successful {@link #open}. */
    @Nullable
    Pipeline pipeline() {
        return pipeline;
    }

    StatusReporter reporter() {
        return reporter;
    }

    /**
     * Releases one use of this manager. The last release closes the client.
     *
     * <p>Log4j passes its default of 50 ms when the caller chose no timeout, as {@code LogManager.shutdown()} does.
     * That is too short to send a buffer or to wait for a confirmation. {@code shutdownTimeout} applies instead, less
     * the time since Log4j's shutdown hook began to wait for the application's hooks.
     *
     * @param timeout bounds the time that this takes; 0 for the option {@code shutdownTimeout}
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

    /** Leaves the client for {@link #stop} to close, because the registry holds its lock during this call. */
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

    /** The context and the appender that a manager belongs to. */
    private record Owner(@Nullable LoggerContext context, String appender) {}
}
