// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasConfigException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An appender's use of a client, from its start to its stop. Reports what keeps an appender from starting, and throws nothing
 * then, because the other appenders must start.
 *
 * <p>Thread-safe: {@code this} guards the start, and each manager that was acquired is released by the thread that takes it out
 * of {@code held}.
 */
final class ClientUse {
    private final GasManager.User user;
    private final @Nullable String client;
    private final OptionCheck.@Nullable Checked data;
    private final Fallback fallback;
    /** The manager to release; null unless the appender is started. */
    private final AtomicReference<@Nullable GasManager> held = new AtomicReference<>();

    /**
     * Prepares a use.
     *
     * @param client the name of a client that appenders share, or null
     * @param data checked options, or null if they are not valid
     */
    ClientUse(GasManager.User user, @Nullable String client, OptionCheck.@Nullable Checked data, Fallback fallback) {
        this.user = user;
        this.client = client;
        this.data = data;
        this.fallback = fallback;
    }

    /** Acquires a manager and opens its client. Returns null if the appender cannot start, or another thread has started it. */
    synchronized @Nullable Pipeline begin() {
        if (held.get() != null) {
            return null;
        }
        Pipeline opened = take(() -> GasManager.acquire(user, client), this::open);
        return opened == null ? take(() -> GasManager.acquirePresent(user), this::goOn) : opened;
    }

    /** Acquires a manager and keeps it if that leads to a client. */
    private @Nullable Pipeline take(
            Supplier<@Nullable GasManager> acquire, Function<GasManager, @Nullable Pipeline> use) {
        GasManager manager = null;
        try {
            manager = acquire.get();
            Pipeline opened = manager == null ? null : use.apply(manager);
            if (manager != null && opened != null) {
                hold(manager);
                return opened;
            }
        } catch (Throwable failed) {
            refuse(failed);
        }
        release(manager);
        return null;
    }

    private void hold(GasManager manager) {
        if (user.isLate()) {
            manager.releaseLate(user);
        } else {
            held.set(manager);
        }
    }

    private @Nullable Pipeline open(GasManager manager) {
        StatusReporter reporter = user.reporter();
        try {
            List<String> problems = fallback.resolve();
            problems.forEach(reporter::refused);
            return data != null && problems.isEmpty() ? manager.open(user, data) : null;
        } catch (GasConfigException refused) {
            refused.problems().forEach(reporter::refused);
            return null;
        }
    }

    /** Takes over what the appender of this name has in an earlier configuration, whichever client it uses. */
    private @Nullable Pipeline goOn(GasManager manager) {
        Pipeline before = manager.adopt(user);
        if (before != null) {
            user.reporter().warned("goes on with the layout and the options it had before");
        }
        return before;
    }

    /** Gives the use up, because the appender failed to start all the same. */
    void abandon(Throwable failed) {
        refuse(failed);
        release(held.getAndSet(null));
    }

    private void release(@Nullable GasManager manager) {
        try {
            if (manager != null) {
                manager.release(user, 0, TimeUnit.MILLISECONDS);
            }
        } catch (Throwable failed) {
            refuse(failed);
        }
    }

    /** Reports an unexpected failure, such as a missing class. */
    private void refuse(Throwable failed) {
        try {
            user.reporter().refused("the appender could not be started: " + failed);
        } catch (Throwable ignored) {
            // There is not even memory for the report, and the application must start anyway.
        }
    }

    /** Ends the use as {@link GasManager#release} does. Returns true if there is none. */
    boolean end(long timeout, TimeUnit unit) {
        GasManager manager = held.getAndSet(null);
        return manager == null || manager.release(user, timeout, unit);
    }
}
