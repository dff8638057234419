// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.FilterReply;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasStats;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends events to a collector over TCP, through a client that reconnects, buffers in bounded memory and counts every
 * event that it drops.
 *
 * <pre>{@code
 * <appender name="COLLECTOR" class="io.github.gas4j.logback.GasAppender">
 *   <destination>logs.example.com:5170</destination>
 *   <encoder><pattern>%-5level %d{ISO8601} [%thread] %logger{36} - %msg%n</pattern></encoder>
 * </appender>
 * }</pre>
 *
 * <p>{@code destination} and {@code encoder} are required; all options are explained in {@code docs/configuration.md}.
 * An event is encoded on the thread that logs it, in UTF-8 unless the encoder says otherwise; nothing that the network
 * or the encoder does reaches that thread. Options that cannot work are reported as ERROR statuses, and the appender is
 * not started; trouble with the network is a WARN status at most.
 *
 * <p>Thread-safe, but for the setters.
 */
public final class GasAppender extends GasOptions {
    private final StatusReporter reporter = new StatusReporter(this, System::nanoTime);
    private @Nullable Encoder<ILoggingEvent> encoder;

    /** The latest run; it outlives the stop, so that events that come too late are counted. */
    private volatile @Nullable Run run;

    /** What one start has made. */
    private record Run(GasClient client, EventEncoder encoder, Duration shutdownTimeout) {}

    /** Makes an appender without options. */
    public GasAppender() {}

    /** Sets {@code encoder}: what makes bytes of an event; required. */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /**
     * Returns the counters of the client that the latest start has made.
     *
     * @return null if the appender has never been started
     */
    public @Nullable GasStats stats() {
        Run current = run;
        return current == null ? null : current.client().stats();
    }

    /** Starts the appender without waiting for the network; does nothing if it is started already. */
    @Override
    public synchronized void start() {
        if (isStarted()) {
            return;
        }
        List<String> problems = ownProblems();
        GasConfigBuilder builder = configuration();
        EventEncoder events = readyEncoder(builder, problems);
        try {
            GasConfig config = builder.build();
            if (events != null && problems.isEmpty()) {
                run(config, events);
            }
        } catch (GasConfigException invalid) {
            problems.addAll(invalid.problems());
        }
        problems.forEach(problem -> addError("Appender not started: " + problem));
    }

    private @Nullable EventEncoder readyEncoder(GasConfigBuilder builder, List<String> problems) {
        if (encoder == null) {
            problems.add(
                    "option encoder: is missing; valid: an <encoder> element with a <pattern>, or of another class");
            return null;
        }
        try {
            EventEncoder events = EventEncoder.start(encoder);
            builder.header(events.header()).footer(events.footer());
            return events;
        } catch (RuntimeException | LinkageError failed) {
            // An encoder whose library is missing fails with an Error, and must not fail the application with it.
            problems.add("option encoder: '" + encoder.getClass().getName() + "' failed with " + failed
                    + "; valid: an encoder that starts and gives its header and footer");
            return null;
        }
    }

    private void run(GasConfig config, EventEncoder events) {
        String name = getName() == null ? "gas" : getName();
        // Without inherited thread-locals, which would keep the class loader of whoever configures logging alive.
        GasClient client =
                new GasClient(name, config, reporter, task -> new Thread(null, task, "gas-" + name, 0, false));
        client.start();
        run = new Run(client, events, config.shutdownTimeout());
        super.start();
    }

    /**
     * Stops the appender within {@code shutdownTimeout}, sending what is buffered meanwhile. It can be started again.
     * Events that come while it is stopped are dropped and counted.
     */
    @Override
    public synchronized void stop() {
        Run current = run;
        if (!isStarted() || current == null) {
            return;
        }
        super.stop();
        current.client().close(current.shutdownTimeout()); // which reports what it had to leave behind
        current.encoder().stop();
    }

    /**
     * Takes an event. Overrides the base class for three reasons: it would not count what comes after the stop, would let
     * an {@link Error} through to the application, and since 1.5.21 may refuse an event that is logged while another is
     * being encoded.
     */
    @Override
    public void doAppend(ILoggingEvent event) {
        Run current = run;
        if (current == null) {
            super.doAppend(event);
        } else if (passesFilters(event, current)) {
            append(event, current);
        }
    }

    /** Called by the base class for an event that has overtaken the first start. */
    @Override
    protected void append(ILoggingEvent event) {
        Run current = run;
        if (current != null) {
            append(event, current);
        }
    }

    private boolean passesFilters(ILoggingEvent event, Run current) {
        try {
            return getFilterChainDecision(event) != FilterReply.DENY;
        } catch (Throwable thrown) {
            failed(thrown, current);
            return false;
        }
    }

    private void append(ILoggingEvent event, Run current) {
        try {
            if (!isStarted()) {
                current.client().countDrop(DropReason.SHUTDOWN);
            } else if (current.client().admits(event.getLevel().toInt() / 1000)) {
                current.encoder().offer(event, current.client());
            }
        } catch (Throwable thrown) {
            failed(thrown, current);
        }
    }

    private void failed(Throwable thrown, Run current) {
        if (thrown instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        try {
            if (isStarted()) {
                current.client().countDrop(DropReason.ENCODING_FAILED);
                reporter.encodingFailed(thrown);
            } else {
                // The encoder was stopped while it was at work on the event.
                current.client().countDrop(DropReason.SHUTDOWN);
            }
        } catch (Throwable ignored) {
            // Out of memory or stack even for the report: the application must not pay for that.
        }
    }
}
