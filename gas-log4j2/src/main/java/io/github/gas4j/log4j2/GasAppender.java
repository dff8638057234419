// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.log4j2.internal.encoding.EncodingBuffer;
import io.github.gas4j.log4j2.internal.encoding.Severities;
import io.github.gas4j.log4j2.internal.ssl.SslElement;
import io.github.gas4j.log4j2.internal.ssl.SslVisitor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
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
 * {@code rateLimit} drops. Appenders of one context that name the same {@code client} share it.
 *
 * <p>With an invalid configuration, the appender is created but does not start. Each problem is reported as an error,
 * and {@code <Failover>} takes another appender. A mistake in a reloaded file must not end an application's logging: if
 * an appender of this name is running in the context, the new one takes over its client, layout and options. What is logged
 * to an appender that was never started is counted, and a warning says how much that is.
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
    /** Negated {@link #ignoreExceptions}. A field, because a call could fail when the stack is exhausted. */
    private final boolean throwsAtCaller;

    private final Fallback fallback;
    private final StatusReporter reporter;
    private final ClientUse use;
    private final NeverStarted neverStarted;
    private final Uncounted uncounted = new Uncounted();

    /** Receives the events. Kept after {@link #stop}, because the client counts events that come too late. */
    private volatile @Nullable Pipeline pipeline;

    private GasAppender(Builder<?> builder, List<AppenderRef> fallbacks, OptionCheck.@Nullable Checked data) {
        super(
                builder.getName(),
                builder.getFilter(),
                builder.getLayout(),
                builder.isIgnoreExceptions(),
                builder.getPropertyArray());
        Configuration configuration = builder.getConfiguration();
        this.reporter = new StatusReporter(getName());
        this.throwsAtCaller = !builder.isIgnoreExceptions();
        this.fallback = new Fallback(this, fallbacks, configuration);
        GasManager.User user = new GasManager.User(getName(), configuration, reporter);
        String client = data == null ? builder.client() : data.config().client();
        this.use = new ClientUse(user, client, data, fallback);
        this.neverStarted = new NeverStarted(
                data == null ? builder.writtenDestination() : data.config().destination(), reporter, System::nanoTime);
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
     * Starts with the running client of an appender of this name or, with {@code client}, of that name, or else with a new
     * one. Does no I/O. The builder does not acquire the client, because Log4j may build appenders that it never starts or
     * stops.
     */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        Pipeline opened = use.begin();
        if (opened != null) {
            try {
                pipeline = opened;
                super.start();
            } catch (Throwable failed) {
                use.abandon(failed);
            }
        }
    }

    @Override
    public void append(LogEvent event) {
        Pipeline to = pipeline;
        if (to == null) {
            refuse();
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

    private void refuse() {
        neverStarted.drop();
        if (throwsAtCaller) {
            throw new AppenderLoggingException(
                    "GasAppender '" + getName() + "' dropped an event, because it is not started");
        }
    }

    /** Returns whether the event was accepted. True also if {@code shedLevel} or {@code rateLimit} drops it, as intended. */
    private boolean append(LogEvent event, Pipeline to) {
        uncounted.countAt(to.client());
        if (!to.client().admits(Severities.of(event.getLevel()))) {
            return true;
        }
        DropReason refusal;
        int length;
        EncodingBuffer bytes = to.scratch().take();
        try {
            to.encoder().encode(event, bytes);
            length = bytes.length();
            refusal = to.client().tryOffer(bytes.array(), 0, length, bytes.plain());
        } finally {
            try {
                to.scratch().giveBack(bytes);
            } catch (StackOverflowError lost) {
                // The event may be in the buffer, and must not be counted again. The pool replaces its buffer.
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

    /**
     * Returns the counters of the client that the latest successful start acquired. Appenders that share a client share its
     * counters.
     *
     * @return for an appender that was never started, those of a closed client: with the events that it dropped, counted as
     *     {@link DropReason#SHUTDOWN}, and the destination as far as it is known
     */
    public GasStats stats() {
        Pipeline last = pipeline;
        if (last == null) {
            return neverStarted.stats();
        }
        uncounted.countAt(last.client());
        return last.client().stats();
    }

    /**
     * Waits until everything that was logged before has been released, as {@link GasClient#flush} does. An event that is still in
     * the queue of an {@code AsyncAppender} or an {@code AsyncLogger} has not reached this appender, and is not waited for.
     *
     * @param timeout how long at most
     * @return true if everything has been released and nothing that was buffered has been dropped meanwhile; false if the
     *     appender was never started
     */
    public boolean flush(Duration timeout) {
        Pipeline to = pipeline;
        return to != null && to.client().flush(timeout);
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
     * Stops the appender. If no other appender uses the client, ends it. While the context runs and nobody chose a timeout, as
     * when a reload has removed this appender, the client sends in the background what is buffered, within its own retry
     * limits. Otherwise, as when the context stops, sends what is buffered and closes the client. Throws nothing, even if a
     * filter or the client does, because Log4j would not stop the remaining appenders then.
     *
     * @param timeout bounds the time that this takes; 0 for no wait at all while the context runs, and for the option
     *     {@code shutdownTimeout} otherwise
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
        try {
            Pipeline last = pipeline;
            if (last != null) {
                uncounted.countAt(last.client());
            }
        } catch (Throwable failed) {
            warnOfStop(failed);
        }
        try {
            stopped &= use.end(timeout, unit);
        } catch (Throwable failed) {
            stopped = false;
            warnOfStop(failed);
        }
        setStopped();
        return stopped;
    }

    private void warnOfStop(Throwable failed) {
        try {
            reporter.warned("failed while it stopped, and went on: " + failed);
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
                OptionCheck.copyForeign(node, config);
            }));
        }
    }
}
