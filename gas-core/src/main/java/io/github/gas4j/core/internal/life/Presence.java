// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.life;

import io.github.gas4j.core.GasStats;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.config.ClientOptions;
import io.github.gas4j.core.internal.report.Notices;
import io.github.gas4j.core.internal.sender.Requests;
import io.github.gas4j.core.internal.sender.SelectorNews;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM knows of a running client: its MBean and its hook at JVM exit, as far as the options want them.
 *
 * <p>Thread-safe: one thread enters, and others see what it stored in volatile fields. {@code this} guards {@link #leave}.
 */
public final class Presence {
    private final String name;
    private final Intake intake;
    private final Requests requests;
    private final SelectorNews news;
    private final Notices notices;
    private volatile @Nullable Registration registration;
    private volatile @Nullable ExitFlush exitFlush;

    public Presence(String name, Intake intake, Requests requests, SelectorNews news, Notices notices) {
        this.name = name;
        this.intake = intake;
        this.requests = requests;
        this.news = news;
        this.notices = notices;
    }

    /**
     * Enters what the options want.
     *
     * @param options the options in force
     * @param stats returns the client's counters
     * @param flush waits until everything is written
     * @throws io.github.gas4j.core.GasConfigException if the runtime lacks a module, or the JVM is exiting
     */
    public void enter(Supplier<ClientOptions> options, Supplier<GasStats> stats, Predicate<Duration> flush) {
        if (options.get().lifeCycle().jmx()) {
            registration = register(stats);
        }
        if (options.get().lifeCycle().shutdownHook()) {
            exitFlush = ExitFlush.register(name, new ExitFlush.Flushed(stats, flush, requests, options), intake, news);
        }
    }

    /** Only this method needs the module java.management, which the runtime may lack. */
    private @Nullable Registration register(Supplier<GasStats> stats) {
        try {
            return Registration.register(name, stats, notices::warn);
        } catch (LinkageError missing) {
            throw Refusal.noModule("option jmx: 'true'", "java.management", missing);
        }
    }

    /** Waits for the flush at JVM exit. Returns at once while the JVM is not exiting, or if there is no such flush. */
    public void awaitExitFlush(Duration timeout) {
        ExitFlush flush = exitFlush;
        if (flush != null) {
            flush.await(TimeUnit.NANOSECONDS.convert(timeout));
        }
    }

    /** Removes what was entered. Does nothing the second time, when another client may have the name. */
    public synchronized void leave() {
        Registration entered = registration;
        if (entered != null) {
            entered.unregister();
            registration = null;
        }
        ExitFlush flush = exitFlush;
        if (flush != null) {
            flush.unregister(); // kept, because an exit that has begun is waited for
        }
    }
}
