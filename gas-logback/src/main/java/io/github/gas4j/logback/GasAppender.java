// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.GasConfigException;
import io.github.gas4j.core.GasStats;
import io.github.gas4j.logback.internal.joran.IgnoredElements;
import java.time.Duration;
import java.util.ArrayList;
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
 * <p>An {@code <appender-ref>} inside of the element names a fallback, which receives the events that the buffer does not
 * take ({@code docs/drops.md}). There may be several, and all of them receive these events.
 *
 * <p>{@code destination} and {@code encoder} are required; {@code docs/configuration.md} explains all options. An event
 * is encoded on the thread that logs it, in UTF-8 unless the encoder has another charset. No failure of the network or
 * the encoder reaches that thread. Invalid options are reported as ERROR statuses, and the appender does not start.
 * Trouble with the network is at most a WARN status.
 *
 * <p>Thread-safe, except the setters.
 */
public final class GasAppender extends GasOptions {
    private static final String NOT_STARTED = "Appender not started: ";

    private @Nullable Encoder<ILoggingEvent> encoder;
    private @Nullable IgnoredElements ignored;
    /** Whether the JVM or the system lacked something when this appender was last started. Guarded by this. */
    private boolean lackedSomething;

    /** Creates an appender without options. */
    public GasAppender() {}

    /**
     * Sets the context, whose patterns know the word {@code %eventId} from then on: see {@link EventIdConverter}. Joran calls
     * this before it reads what is inside of the appender's element.
     */
    @Override
    public void setContext(@Nullable Context context) {
        super.setContext(context);
        if (context != null) {
            EventIdConverter.declareIn(context);
            ignored = new IgnoredElements(context.getStatusManager(), GasAppender.class);
        }
    }

    /** Sets {@code encoder}: turns an event into bytes; required. */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    /**
     * Returns the counters of the client that the latest successful start found or made. They count for all appenders that
     * share it, and those of earlier configurations. An appender that has never been started counts for itself what it
     * drops.
     *
     * @return null if the appender has never been started and has dropped nothing
     */
    public @Nullable GasStats stats() {
        Run<ILoggingEvent> current = run;
        if (current == null) {
            return refused() == 0 ? null : GasStats.ofRefused(destinationAsSet(), refused());
        }
        countTheUncounted(current.client());
        return current.client().stats();
    }

    /**
     * Waits until everything that was logged before has been released, as before a freeze of a serverless function or a
     * checkpoint of the JVM: see {@link GasClient#flush}.
     *
     * <pre>{@code
     * LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
     * GasAppender collector = (GasAppender) context.getLogger("ROOT").getAppender("COLLECTOR");
     * boolean arrived = collector.flush(Duration.ofSeconds(2));
     * }</pre>
     *
     * @param timeout how long at most
     * @return true if everything has been released and nothing that was buffered has been dropped meanwhile; false too if
     *     the appender has never been started
     */
    public boolean flush(Duration timeout) {
        Run<ILoggingEvent> current = run;
        return current != null && current.client().flush(timeout);
    }

    /**
     * Starts the appender without waiting for the network. Does nothing if it is started already. A failure to start is
     * an ERROR status and leaves nothing open.
     */
    @Override
    public synchronized void start() {
        if (isStarted()) {
            return;
        }
        try {
            for (String problem : tryToStart()) {
                addError(NOT_STARTED + problem);
            }
        } catch (Throwable failed) {
            refuse(failed);
        }
    }

    /** Starts the appender if nothing prevents it. Returns the problems. */
    private List<String> tryToStart() {
        List<String> problems = new ArrayList<>();
        GasConfigBuilder builder = configuration(problems);
        if (ignored != null) {
            ignored.copyForeignTo(builder);
        }
        EventEncoder<ILoggingEvent> events = readyEncoder(builder, problems);
        String loop = fallback.problem();
        if (loop != null) {
            problems.add(loop);
        }
        try {
            GasConfig config = builder.build();
            String problem = events == null ? null : events.problemWith(config.framing());
            if (problem != null) {
                problems.add(problem);
            }
            if (events != null && problems.isEmpty() && isWorthTrying()) {
                run(config, events, problems);
                report(events);
            }
        } catch (GasConfigException invalid) {
            String hint = RecentShortage.isKnown(getContext(), getName()) ? RecentShortage.HINT : "";
            invalid.problems().forEach(problem -> problems.add(problem + hint));
        }
        return problems;
    }

    private void report(EventEncoder<ILoggingEvent> events) {
        String line = events.report();
        if (line != null && isStarted()) {
            reporter.informed(line);
        }
    }

    /** Reports an unexpected failure, such as a missing class. */
    private void refuse(Throwable failed) {
        try {
            addError(NOT_STARTED + failed, failed);
        } catch (Throwable ignored) {
            // There is not even memory for the report, and the application must start anyway.
        }
    }

    private @Nullable EventEncoder<ILoggingEvent> readyEncoder(GasConfigBuilder builder, List<String> problems) {
        if (encoder == null) {
            problems.add(
                    "option encoder: is missing; valid: an <encoder> element with a <pattern>, or of another class");
            return null;
        }
        try {
            EventEncoder<ILoggingEvent> events = EventEncoder.start(encoder, compilesPattern());
            builder.header(events.header()).footer(events.footer());
            return events;
        } catch (RuntimeException | LinkageError failed) {
            // An encoder whose library is missing throws an Error, which must not reach the application.
            problems.add("option encoder: '" + encoder.getClass().getName() + "' failed with " + failed
                    + "; valid: an encoder that starts and gives its header and footer");
            return null;
        }
    }

    private void run(GasConfig config, EventEncoder<ILoggingEvent> events, List<String> problems) {
        Object mark = Parting.markOf(getContext());
        Member member = new Member(shownName(), reporter, events, mark);
        Run<ILoggingEvent> before = run;
        Link link = null;
        if (before != null) {
            fallback.restart(); // first, because what it throws says nothing about the client
        }
        try {
            link = Links.join(getContext(), config, member, problems);
            if (link == null) {
                return;
            }
            run = new Run<>(link.client(), events, link, member, config.shutdownTimeout());
            super.start();
            goesOn = false;
        } catch (Throwable shortage) {
            run = before;
            giveUp(link, member, config.shutdownTimeout(), shortage);
            throw shortage;
        }
        lackedSomething = false;
        RecentShortage.forget(getContext(), getName());
    }

    /** Cleans up after a failed start. A failure in here must not hide the first one. */
    private void giveUp(@Nullable Link link, Member member, Duration timeout, Throwable shortage) {
        try {
            lackedSomething = true;
            RecentShortage.note(getContext(), getName());
            if (link != null) {
                Links.leave(link, member, Parting.ALONE, timeout); // it may hold what others have logged
            }
        } catch (Throwable again) {
            shortage.addSuppressed(again);
        }
    }

    /**
     * Returns whether to try the start. False if another appender of this name lacked something within the last minute,
     * as its ERROR said. If this appender lacked it, its caller wants another attempt.
     */
    private boolean isWorthTrying() {
        return lackedSomething || !RecentShortage.isKnown(getContext(), getName());
    }

    /**
     * Stops the appender. It can be started again. Events that come while it is stopped are dropped and counted. What becomes
     * of what is buffered depends on who stops it:
     *
     * <ul>
     *   <li>a reset of the context, as before another configuration: the client goes on for 5 s, so that an appender of the same
     *       name and destination adopts it. Threads that are about to log still may. A stop of the context closes the
     *       client within {@code shutdownTimeout}, after a reset of this kind;
     *   <li>something else while the context goes on, like a {@code SiftingAppender}: the client sends it in the background, within
     *       {@code maxRetries} and {@code deliveryTimeout}, and ends;
     *   <li>anything else, or in a context that is not a {@code LoggerContext}: it is sent within {@code shutdownTimeout}.
     * </ul>
     *
     * <p>While the JVM exits, it first takes events until the application's hooks have logged nothing for up to 500 ms, for
     * at most half of {@code shutdownTimeout}. Throws nothing, even if the encoder or client does, because Logback would not
     * stop the remaining appenders then.
     */
    @Override
    public synchronized void stop() {
        Run<ILoggingEvent> current = run;
        if (isStarted() && current != null) {
            stop(current);
        }
        attempt(fallback::stop); // Logback has started it, even if this appender could not be started
    }

    private void stop(Run<ILoggingEvent> current) {
        Duration timeout = current.shutdownTimeout();
        long began = System.nanoTime();
        Parting parting = Parting.of(getContext(), current.member().mark());
        attempt(() -> current.client().awaitExitFlush(timeout.dividedBy(2)));
        goesOn = parting == Parting.RESET;
        attempt(() -> {
            super.stop();
            countTheUncounted(current.client());
        });
        attempt(() -> {
            boolean kept = false;
            try {
                Duration left = timeout.minusNanos(System.nanoTime() - began);
                kept = Links.leave(current.link(), current.member(), parting, left);
            } finally {
                if (!kept) {
                    current.encoder().stop();
                }
            }
        });
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (Throwable failed) {
            reporter.stopFailed(failed);
        }
    }
}
