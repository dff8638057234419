// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.log4j2.internal.encoding.EncodingBuffer;
import io.github.gas4j.log4j2.internal.encoding.ScratchPool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginNode;
import org.jspecify.annotations.Nullable;

/**
 * The appender {@code <Gas>}. Sends events to a collector over TCP, through a bounded buffer that keeps them while the
 * collector restarts. {@code docs/configuration.md} explains the options.
 *
 * <p>{@link #append} encodes the event on the calling thread and copies the bytes into the buffer. It waits only with
 * {@code overflow="BLOCK"}, for room. It drops and counts an event that finds no room, is too large, cannot be encoded
 * or comes after {@link #stop}. An {@code <AppenderRef>} inside of the element names a fallback, which receives what the
 * buffer does not take ({@code docs/drops.md}); there may be several. With {@code ignoreExceptions="false"} a drop throws
 * {@link AppenderLoggingException}, so that {@code <Failover>} works. It does not throw for what {@code shedLevel} or
 * {@code rateLimit} drops.
 *
 * <p>With an invalid configuration, the appender is created but does not start. Each problem is reported as an error,
 * and {@code <Failover>} takes another appender. A mistake in a reloaded file must not end an application's logging: if
 * an appender of this name is running in the context, the new one takes over its client, layout and options.
 *
 * <p>Thread-safe.
 */
@Plugin(
        name = "Gas",
        category = Node.CATEGORY,
        elementType = Appender.ELEMENT_TYPE,
        printObject = true,
        deferChildren = true)
public final class GasAppender extends AbstractAppender {
    private final @Nullable LoggerContext context;
    private final @Nullable FactoryData data;
    /** Negated {@link #ignoreExceptions}. A field, because a call could fail when the stack is exhausted. */
    private final boolean throwsAtCaller;

    private final Fallback fallback;
    private final ScratchPool scratch = new ScratchPool();
    private final Uncounted uncounted = new Uncounted();

    /** The manager that {@link #stop} releases; null unless started. */
    private final AtomicReference<@Nullable GasManager> held = new AtomicReference<>();
    /** Receives the events. Kept after {@link #stop}, because the client counts events that come too late. */
    private volatile @Nullable Pipeline pipeline;

    /** Dropped events not counted yet, because the stack was exhausted. Guarded by its own lock, held briefly. */
    private static final class Uncounted {
        volatile long events;
    }

    private GasAppender(Builder<?> builder, List<AppenderRef> fallbacks, @Nullable FactoryData data) {
        super(
                builder.getName(),
                builder.getFilter(),
                builder.getLayout(),
                builder.isIgnoreExceptions(),
                builder.getPropertyArray());
        Configuration configuration = builder.getConfiguration();
        this.context = configuration == null ? null : configuration.getLoggerContext();
        this.data = data;
        this.throwsAtCaller = !builder.isIgnoreExceptions();
        this.fallback = new Fallback(this, fallbacks, configuration);
    }

    /**
     * Returns a builder with the defaults. The name, the layout and the destination must be set.
     *
     * @param <B> the builder's type
     * @return a new builder
     */
    @PluginBuilderFactory
    public static <B extends Builder<B>> B newBuilder() {
        return new Builder<B>().asBuilder();
    }

    /**
     * Starts with the client of a running appender of this name, or else with a new one. Does no I/O. The builder does
     * not acquire the client, because Log4j may build appenders that it never starts or stops.
     */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        GasManager manager = null;
        try {
            manager = GasManager.acquire(context, getName());
            open(manager);
            Pipeline opened = manager.pipeline();
            if (opened != null) {
                pipeline = opened;
                super.start();
                held.set(manager);
                return;
            }
        } catch (Throwable failed) {
            refuse(failed);
        }
        if (manager != null) {
            try {
                manager.stop(0, TimeUnit.MILLISECONDS);
            } catch (Throwable failed) {
                refuse(failed);
            }
        }
    }

    /** Reports an unexpected failure, such as a missing class. */
    private void refuse(Throwable failed) {
        try {
            new StatusReporter(getName()).refused("the appender could not be started: " + failed);
        } catch (Throwable ignored) {
            // There is not even memory for the report, and the application must start anyway.
        }
    }

    /** Opens the manager's client. Throws nothing, because the other appenders must start. */
    private void open(GasManager manager) {
        StatusReporter reporter = manager.reporter();
        try {
            List<String> problems = fallback.resolve();
            problems.forEach(reporter::refused);
            if (data != null && problems.isEmpty()) {
                manager.open(data);
                return;
            }
        } catch (GasConfigException refused) {
            refused.problems().forEach(reporter::refused);
        } catch (Throwable failed) {
            refuse(failed);
        }
        if (manager.pipeline() != null) {
            reporter.warned("goes on with the layout and the options it had before");
        }
    }

    @Override
    public void append(LogEvent event) {
        Pipeline to = pipeline;
        if (to == null) {
            return;
        }
        boolean accepted;
        try {
            accepted = append(event, to);
        } catch (Throwable failure) {
            try {
                failed(failure, to);
            } catch (Throwable stackIsAtItsEnd) {
                synchronized (uncounted) { // no calls here, because each could fail again
                    uncounted.events++;
                }
            }
            if (throwsAtCaller) {
                throw new AppenderLoggingException(
                        "GasAppender '" + getName() + "' dropped an event that could not be encoded", failure);
            }
            return;
        }
        if (!accepted && throwsAtCaller) {
            throw new AppenderLoggingException(
                    "GasAppender '" + getName() + "' dropped an event: its buffer is full, the event is too large, its"
                            + " copying failed, or the appender is stopped");
        }
    }

    /** Returns whether the event was accepted. True also if {@code shedLevel} or {@code rateLimit} drops it, as intended. */
    private boolean append(LogEvent event, Pipeline to) {
        if (uncounted.events != 0) {
            countTheUncounted(to.client());
        }
        if (!to.client().admits(Severities.of(event.getLevel()))) {
            return true;
        }
        DropReason refusal;
        int length;
        EncodingBuffer bytes = scratch.take();
        try {
            to.encoder().encode(event, bytes);
            length = bytes.length();
            refusal = to.client().tryOffer(bytes.array(), 0, length);
        } finally {
            try {
                scratch.giveBack(bytes);
            } catch (StackOverflowError lost) {
                // The event may be in the buffer, and must not be counted again. The pool creates another buffer.
            }
        }
        return refusal == null || fallback.settle(event, refusal, length, to.client());
    }

    private void failed(Throwable failure, Pipeline to) {
        // A layout that throws while the appender stops has not failed.
        boolean started = isStarted();
        to.client().countDrop(started ? DropReason.ENCODING_FAILED : DropReason.SHUTDOWN);
        try {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (started) {
                to.reporter().encodingFailed(failure);
            }
        } catch (Throwable ignored) {
            // There is no memory or stack for the report, but the event is counted.
        }
    }

    /** Counts the dropped events that {@link #append} could not count. */
    private void countTheUncounted(GasClient client) {
        synchronized (uncounted) {
            while (uncounted.events > 0) {
                client.countDrop(DropReason.ENCODING_FAILED);
                uncounted.events--;
            }
        }
    }

    /**
     * Returns the counters of the client that the latest successful start acquired.
     *
     * @return null if the appender has never been started
     */
    public @Nullable GasStats stats() {
        Pipeline last = pipeline;
        if (last == null) {
            return null;
        }
        countTheUncounted(last.client());
        return last.client().stats();
    }

    @Override
    public boolean requiresLocation() {
        return super.requiresLocation() || fallback.requiresLocation();
    }

    Fallback fallback() {
        return fallback;
    }

    /** Returns the client, or null before the first successful start. */
    @Nullable
    GasClient client() {
        Pipeline to = pipeline;
        return to == null ? null : to.client();
    }

    /**
     * Stops the appender. If no other appender uses the client, sends what is buffered and closes the client. Throws
     * nothing, even if a filter or the client does, because Log4j would not stop the remaining appenders then.
     *
     * @param timeout bounds the time that this takes; 0 for the option {@code shutdownTimeout}
     * @param unit the unit of {@code timeout}
     * @return false if something failed, or if the client was closed and something in its buffer was lost
     */
    @Override
    public boolean stop(long timeout, TimeUnit unit) {
        setStopping();
        boolean stopped;
        try {
            stopped = super.stop(timeout, unit, false);
        } catch (Throwable failed) {
            stopped = false;
            warnOfStop(failed);
        }
        GasManager manager = held.getAndSet(null);
        try {
            Pipeline last = pipeline;
            if (last != null) {
                countTheUncounted(last.client());
            }
        } catch (Throwable failed) {
            warnOfStop(failed);
        }
        try {
            stopped &= manager == null || manager.stop(timeout, unit);
        } catch (Throwable failed) {
            stopped = false;
            warnOfStop(failed);
        }
        setStopped();
        return stopped;
    }

    private void warnOfStop(Throwable failed) {
        try {
            new StatusReporter(getName()).warned("failed while it stopped, and went on: " + failed);
        } catch (Throwable ignored) {
            // There is not even memory for the report, and the application must end anyway.
        }
    }

    /**
     * Builds a {@link GasAppender}.
     *
     * <p>Not thread-safe.
     *
     * @param <B> the builder itself
     */
    public static class Builder<B extends Builder<B>> extends EventOptions<B>
            implements org.apache.logging.log4j.core.util.Builder<GasAppender> {

        @SslVisitor.KeepsSsl
        @PluginNode
        private @Nullable Node node;

        private List<AppenderRef> fallbacks = List.of();

        /** Creates a builder without options. */
        protected Builder() {}

        /** Sets the appenders that receive what the buffer does not take, as {@code <AppenderRef>} does. */
        public B setFallbacks(AppenderRef... refs) {
            fallbacks = List.of(refs);
            return asBuilder();
        }

        /** Builds the appender. Reports invalid options, with which the appender does not start a client. */
        @Override
        public GasAppender build() {
            OptionCheck check = new OptionCheck(getName());
            SslElement ssl = check.elements(node);
            List<AppenderRef> fallbacks = check.fallbacks(this.fallbacks);
            return new GasAppender(this, fallbacks, check.data(getLayout(), config -> {
                if (ssl != null) {
                    ssl.copyTo(config);
                }
                copyTo(config);
            }));
        }
    }
}
