// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasStats;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.AppenderLoggingException;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginBuilderFactory;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.net.ssl.SslConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The appender {@code <Gas>}: sends events to a collector over TCP, through a bounded buffer that outlives the collector's
 * restarts. Its options are explained in {@code docs/configuration.md}.
 *
 * <p>{@link #append} encodes the event on the calling thread and copies the bytes into the buffer; it never waits for the
 * network. It drops and counts an event that finds no room, is too large, cannot be encoded or comes after {@link #stop}.
 * With {@code ignoreExceptions="false"} it then throws {@link AppenderLoggingException}, so that {@code <Failover>} works;
 * what {@code shedLevel} drops was asked for, and is no failure.
 *
 * <p>An appender whose configuration is refused exists, but does not start: each problem is reported as an error, and
 * {@code <Failover>} goes elsewhere, as it does for every appender that is not started. If an appender of its name is
 * running in the context, because a configuration is loaded anew, the new one goes on with the running client, layout and
 * options instead: a slip in a file that is reloaded must not end the logging of an application.
 *
 * <p>Thread-safe.
 */
@Plugin(name = "Gas", category = Node.CATEGORY, elementType = Appender.ELEMENT_TYPE, printObject = true)
public final class GasAppender extends AbstractAppender {
    private final @Nullable LoggerContext context;
    private final @Nullable FactoryData data;
    /** The opposite of {@link #ignoreExceptions}, as a field: at the end of the stack a call could fail. */
    private final boolean throwsAtCaller;

    private final ScratchPool scratch = new ScratchPool();
    private final Uncounted uncounted = new Uncounted();

    /** What {@link #stop} has to give back, once. */
    private final AtomicReference<@Nullable GasManager> held = new AtomicReference<>();
    /** Where events go; kept after {@link #stop}, for the client counts what comes too late. */
    private volatile @Nullable Pipeline pipeline;

    /** Events that could not be counted, because the stack was at its end. Guarded by its own lock, held briefly. */
    private static final class Uncounted {
        volatile long events;
    }

    private GasAppender(Builder<?> builder, @Nullable FactoryData data) {
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
    }

    /**
     * Returns a builder in which only the name, the layout and the destination are missing.
     *
     * @param <B> the builder's type
     * @return a new builder
     */
    @PluginBuilderFactory
    public static <B extends Builder<B>> B newBuilder() {
        return new Builder<B>().asBuilder();
    }

    /**
     * Takes the client of a running appender of this name, or makes one; no I/O. The client is asked for here rather than
     * by the builder, because Log4j may build appenders that it never starts nor stops.
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

    /** Reports a failure that no one has foreseen, like a class that is missing. */
    private void refuse(Throwable failed) {
        try {
            new StatusReporter(getName()).refused("the appender could not be started: " + failed);
        } catch (Throwable ignored) {
            // There is no memory even for the report, and the application must start all the same.
        }
    }

    /** Opens the manager's client. Throws nothing, because the other appenders must start. */
    private void open(GasManager manager) {
        StatusReporter reporter = manager.reporter();
        try {
            if (data != null) {
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
                synchronized (uncounted) { // stores only: every call could fail again
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

    /** Returns false if the event was dropped; one that is shed is not, because that was asked for. */
    private boolean append(LogEvent event, Pipeline to) {
        if (uncounted.events != 0) {
            countTheUncounted(to.client());
        }
        if (!to.client().admits(Severities.of(event.getLevel()))) {
            return true;
        }
        EncodingBuffer bytes = scratch.take();
        try {
            to.encoder().encode(event, bytes);
            return to.client().offer(bytes.array(), 0, bytes.length());
        } finally {
            try {
                scratch.giveBack(bytes);
            } catch (StackOverflowError lost) {
                // The event may be in the buffer, and must not be counted again. The pool makes another one.
            }
        }
    }

    private void failed(Throwable failure, Pipeline to) {
        // A layout that is at work while the appender stops has not failed.
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
            // There is no memory or stack for the report, and the event is counted.
        }
    }

    /** Gives the client what {@link #append} had to leave uncounted. */
    private void countTheUncounted(GasClient client) {
        synchronized (uncounted) {
            while (uncounted.events > 0) {
                client.countDrop(DropReason.ENCODING_FAILED);
                uncounted.events--;
            }
        }
    }

    /**
     * Returns the counters of the client that the latest successful start took into use.
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

    /** Returns the client, or null before the first start that succeeds. */
    @Nullable
    GasClient client() {
        Pipeline to = pipeline;
        return to == null ? null : to.client();
    }

    /**
     * Stops; if no other appender uses the client, drains and closes it. Throws nothing, whatever a filter or the client
     * throws, because Log4j would leave out the appenders that come after this one.
     *
     * @param timeout bound on the time that takes, 0 for the option {@code shutdownTimeout}
     * @param unit the unit of {@code timeout}
     * @return true if everything in the buffer has left
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
            // There is no memory even for the report, and the application must end all the same.
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

        @PluginElement("Ssl")
        private @Nullable SslConfiguration ssl;

        /** Makes a builder without any option. */
        protected Builder() {}

        /**
         * Sets the element {@code <Ssl>}; not in this version yet.
         *
         * @param ssl null for none
         * @return this
         */
        public B setSsl(@Nullable SslConfiguration ssl) {
            this.ssl = ssl;
            return asBuilder();
        }

        /** Builds the appender; one that cannot be as it is configured is reported, and will not start. */
        @Override
        public GasAppender build() {
            OptionCheck check = new OptionCheck(getName());
            if (ssl != null) {
                check.refuse("option Ssl: is refused, because this version does not have TLS yet; valid: leave it out");
            }
            return new GasAppender(this, check.data(getLayout(), this::copyTo));
        }
    }
}
