// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.internal.text.ScratchPool;
import io.github.gas4j.log4j2.internal.encoding.EncodingBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LifeCycle;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractManager;
import org.apache.logging.log4j.core.appender.ManagerFactory;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.selector.ContextSelector;
import org.apache.logging.log4j.core.util.Cancellable;
import org.apache.logging.log4j.core.util.ShutdownCallbackRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a client for the appenders that use it: those of one name, or those that name the same {@code client}. Log4j's
 * registry holds the manager under the context and that name, and counts its appenders. The appender of a new configuration
 * starts before the old one stops, so the count reaches zero only when no appender is left.
 *
 * <p>The registry has one lock for all managers of the JVM, so slow work is done outside of it. A manager is created
 * without a client. {@link #open} adds the client, because a large buffer takes long to allocate. {@link #release} ends the
 * client after the registry has released the manager: while the context runs, the client drains in the background, because
 * nobody who reloads a file or evicts an appender is to wait for a collector. When the context stops, it is closed.
 *
 * <p>Thread-safe: {@code this} guards the appenders and their options.
 */
final class GasManager extends AbstractManager {
    private static final String CONTEXT_ID = GasManager.class.getName() + ".contextId";
    private static final String OWNERS = GasManager.class.getName() + ".owners";
    private static final AtomicLong IDS = new AtomicLong();
    /** For appenders that are made in code, without a configuration, and share a client. */
    private static final String NO_CONTEXT = nextId();

    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final ManagerFactory<GasManager, Owner> FACTORY = GasManager::new;

    private final Owner owner;
    private final Map<String, Object> owners;
    private final String client;
    private final StatusReporter reporter;
    private final @Nullable SharedOptions shared;
    private final @Nullable ContextEnd contextEnd;
    private final ScratchPool<EncodingBuffer> scratch = new ScratchPool<>(EncodingBuffer::new);
    /** The appenders that are started, in the order of their starts. */
    private final Map<User, Pipeline> users = new LinkedHashMap<>();

    /** What the last release leaves for the thread that made it. */
    private final AtomicReference<@Nullable Ending> toEnd = new AtomicReference<>();

    private volatile @Nullable Pipeline newest;
    private volatile Duration shutdownTimeout = Duration.ZERO;
    /** The shutdown callback. Held here, because Log4j's reference is soft; null if Log4j's shutdown hook is off. */
    private volatile @Nullable Cancellable lastWords;
    /** The {@code nanoTime} at which Log4j's shutdown hook began to wait; null while the JVM is not exiting. */
    private volatile @Nullable Long exitBegan;

    private GasManager(String key, Owner owner) {
        super(owner.context, key);
        this.owner = owner;
        this.owners = owner.context == null ? new ConcurrentHashMap<>() : ownersOf(owner.context);
        this.client = owner.client;
        this.reporter = owner.shares ? StatusReporter.ofSharedClient(client) : new StatusReporter(client);
        this.shared = owner.shares ? new SharedOptions(client) : null;
        this.contextEnd = owner.context == null ? null : ContextEnd.of(owner.context);
    }

    /**
     * Returns the manager of this appender's client. The caller must call {@link #release} once for each call.
     *
     * @param client the name of a client that appenders of the context share, or null for a client of the appender's own
     */
    static GasManager acquire(User user, @Nullable String client) {
        LoggerContext context = user.context();
        return acquire(
                client == null
                        ? new Owner(
                                context,
                                (context == null ? nextId() : idOf(context)) + "/appender/" + user.name,
                                user.name,
                                false)
                        : new Owner(
                                context,
                                (context == null ? NO_CONTEXT : idOf(context)) + "/client/" + client,
                                client,
                                true));
    }

    /**
     * Returns the manager of the client that the running appender of this name has, whichever that is, or null if there is no such
     * appender. The caller must call {@link #release}.
     */
    static @Nullable GasManager acquirePresent(User user) {
        LoggerContext context = user.context();
        Map<?, ?> present = context == null ? Map.of() : ownersOf(context);
        return present.get(user.name) instanceof Owner owner ? acquire(owner) : null;
    }

    private static GasManager acquire(Owner owner) {
        return getManager(owner.key, FACTORY, owner);
    }

    /** Returns a unique id of the context, because contexts can share a name. */
    private static String idOf(LoggerContext context) {
        return objectOf(context, CONTEXT_ID, GasManager::nextId).toString();
    }

    /** Returns the owners of the clients of a context by the names of the appenders that use them now. */
    @SuppressWarnings(
            "unchecked") // another copy of GAS may have put its own into the context, so look at what it returns
    private static Map<String, Object> ownersOf(LoggerContext context) {
        return (Map<String, Object>) objectOf(context, OWNERS, ConcurrentHashMap::new);
    }

    private static Object objectOf(LoggerContext context, String key, Supplier<Object> maker) {
        Object known = context.getObject(key);
        if (known == null) {
            Object mine = maker.get();
            Object others = context.putObjectIfAbsent(key, mine);
            known = others == null ? mine : others;
        }
        return known;
    }

    private static String nextId() {
        return "Gas-" + IDS.incrementAndGet();
    }

    /**
     * Creates and starts the client, or uses the running one, which takes the options unless the appenders that share it
     * agree on them already.
     *
     * @throws io.github.gas4j.core.GasConfigException if the JVM or the system lacks something that the client needs, if the
     *     running client cannot take this configuration, or if it contradicts that of an appender that shares the client; a
     *     running client goes on as before
     */
    synchronized Pipeline open(User user, OptionCheck.Checked data) {
        Pipeline running = newest;
        boolean takes = shared == null || shared.areSetBy(user, data.config());
        Pipeline opened;
        if (running == null) {
            GasClient made =
                    new GasClient(client, data.config(), new DropReporter(reporter, () -> newest), new ClientThreads());
            opened = new Pipeline(made, data.encoder(), user.reporter, scratch);
            made.start(); // last, so that a failure leaves no thread
            lastWords = awaitLastWords(made);
        } else {
            if (takes) {
                running.client().reconfigure(data.config());
            }
            opened = new Pipeline(running.client(), data.encoder(), user.reporter, scratch);
        }
        if (takes) {
            shutdownTimeout = data.config().shutdownTimeout();
            if (shared != null) {
                shared.set(user, data.config());
            }
        }
        newest = opened;
        use(user, opened);
        return opened;
    }

    /**
     * Takes over what the appender of this name has in an earlier configuration.
     *
     * @return null if there is no such appender
     */
    synchronized @Nullable Pipeline adopt(User user) {
        Pipeline adopted = null;
        for (Map.Entry<User, Pipeline> earlier : users.entrySet()) {
            User other = earlier.getKey();
            if (other.name.equals(user.name) && other.configuration != user.configuration) {
                adopted = earlier.getValue();
            }
        }
        if (adopted != null) {
            use(user, adopted);
        }
        return adopted;
    }

    private void use(User user, Pipeline pipeline) {
        users.put(user, pipeline);
        owners.put(user.name, owner);
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

    /**
     * Releases an appender's use of this manager. The last release ends the client: lets it drain in the background while the
     * context runs and nobody chose a timeout, and closes it otherwise.
     *
     * <p>Log4j passes its default of 50 ms when the caller chose no timeout, as {@code LogManager.shutdown()} does.
     * That is too short to send a buffer or to wait for a confirmation. {@code shutdownTimeout} applies instead, less
     * the time since Log4j's shutdown hook began to wait for the application's hooks.
     *
     * @param timeout bounds the time that this takes; 0 if nobody chose one
     * @return false if a client was closed and something in its buffer was lost
     */
    boolean release(User user, long timeout, TimeUnit unit) {
        return release(user, timeout, unit, Duration.ZERO);
    }

    /**
     * Releases the use of an appender that was made by a configuration that had been stopped, as for a new route, and that nobody
     * will stop. A client that nobody else uses goes on for a moment, in which that appender logs.
     */
    void releaseLate(User user) {
        boolean ignored = release(user, 0, TimeUnit.MILLISECONDS, GRACE);
    }

    private boolean release(User user, long timeout, TimeUnit unit, Duration grace) {
        leave(user);
        boolean chosen = timeout > 0 && unit.toMillis(timeout) != ContextSelector.DEFAULT_STOP_TIMEOUT;
        boolean left = false;
        try {
            stop(timeout, unit);
        } finally {
            Ending last = toEnd.get();
            boolean mine = last != null && last.thread == Thread.currentThread() && toEnd.compareAndSet(last, null);
            left = last == null
                    || !mine
                    || end(last.client, chosen ? Duration.ofNanos(unit.toNanos(timeout)) : null, grace);
        }
        return left;
    }

    /** Forgets an appender. Reports go through the layout of one that is left. */
    private synchronized void leave(User user) {
        Pipeline gone = users.remove(user);
        if (gone != null && users.keySet().stream().noneMatch(other -> other.name.equals(user.name))) {
            owners.remove(user.name, owner);
        }
        if (gone != null && gone.equals(newest)) {
            for (Pipeline left : users.values()) {
                newest = left;
            }
        }
    }

    private boolean end(GasClient last, @Nullable Duration chosen, Duration grace) {
        ContextEnd known = contextEnd;
        if (known != null && chosen == null && known.letDrain(last, grace, shutdownTimeout)) {
            return true;
        }
        long began = Objects.requireNonNullElseGet(exitBegan, System::nanoTime);
        if (known != null) {
            known.begins(began, chosen);
        }
        return last.close(chosen == null ? shutdownTimeout.minusNanos(System.nanoTime() - began) : chosen);
    }

    /** Leaves the client for {@link #release} to end, because the registry holds its lock during this call. */
    @Override
    protected boolean releaseSub(long timeout, TimeUnit unit) {
        Pipeline last = newest;
        toEnd.set(last == null ? null : new Ending(last.client(), Thread.currentThread()));
        Cancellable callback = lastWords;
        if (callback != null) {
            callback.cancel();
        }
        return true;
    }

    /**
     * An appender that uses a manager.
     *
     * @param name the appender's name
     * @param configuration what it belongs to, or null for an appender that is made in code
     * @param reporter the appender's own, which tells it from others of its name
     */
    record User(String name, @Nullable Configuration configuration, StatusReporter reporter) {
        /** Returns whether nobody will stop the appender, because its configuration has been stopped before it started. */
        boolean isLate() {
            return configuration != null && configuration.getState() == LifeCycle.State.STOPPED;
        }

        private @Nullable LoggerContext context() {
            return configuration == null ? null : configuration.getLoggerContext();
        }
    }

    /** A client to end, and the thread that released it last. */
    private record Ending(GasClient client, Thread thread) {}

    /** What a manager belongs to, its key in the registry, and the name of its client. */
    private record Owner(@Nullable LoggerContext context, String key, String client, boolean shares) {}
}
