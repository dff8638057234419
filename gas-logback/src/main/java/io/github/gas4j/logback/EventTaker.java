// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes events on the logging threads and never throws at them, not even an {@link Error}.
 *
 * <p>The event type is a type variable, although {@link GasAppender} needs only {@link ILoggingEvent}. With a fixed
 * type, the compiler would put a cast before the first statement of {@link #doAppend}, and an event of logback-access
 * would throw at the application. Such an event is treated as one of level INFO.
 *
 * <p>Thread-safe.
 *
 * @param <E> the type of events
 */
abstract class EventTaker<E> extends FallbackHolder<E> {
    final StatusReporter reporter = new StatusReporter(this, System::nanoTime);
    private final Uncounted uncounted = new Uncounted();

    /** The latest run. Kept after the stop, so that events that come too late are counted. */
    volatile @Nullable Run<E> run;

    /** Whether a reset has stopped this appender. Threads that are about to log through it then still may. */
    volatile boolean goesOn;

    /** Events that were dropped before the first start. */
    private final AtomicLong refused = new AtomicLong();

    /**
     * What one start has made.
     *
     * @param client the client of the link
     * @param encoder the encoder of the member
     */
    record Run<E>(GasClient client, EventEncoder<E> encoder, Link link, Member member, Duration shutdownTimeout) {}

    /** Dropped events not counted yet, because the stack was exhausted. Guarded by its own lock, held briefly. */
    private static final class Uncounted {
        volatile long events;
    }

    /**
     * Takes an event. Overrides the base class, which would not count events after the stop, would let an {@link Error}
     * through to the application, and since 1.5.21 may refuse an event that is logged while another is being encoded.
     */
    @Override
    public void doAppend(E event) {
        Run<E> current = run;
        try {
            if (current == null) {
                refuse(event);
            } else {
                append(event, current);
            }
        } catch (Throwable thrown) {
            try {
                failed(thrown, current);
            } catch (Throwable stackIsAtItsEnd) {
                synchronized (uncounted) { // no calls here, because each could fail again
                    uncounted.events++;
                }
            }
        }
    }

    /** Never called, because {@link #doAppend} does not call the base class. */
    @Override
    protected void append(E event) {
        doAppend(event);
    }

    /** Drops an event, because the appender has never been started. */
    private void refuse(E event) {
        boolean denied = false;
        try {
            denied = getFilterChainDecision(event) == FilterReply.DENY;
        } finally {
            refused.addAndGet(denied ? 0 : 1);
        }
        String line = denied ? null : NotStarted.in(getContext()).drop();
        if (line != null) {
            reporter.alarmed(shownName(), line);
        }
    }

    /** Returns the appender's name, or another word if it has none. */
    final String shownName() {
        String name = getName();
        return name == null ? "gas" : name;
    }

    /** Returns how many events were dropped before the first start. */
    final long refused() {
        return refused.get() + uncounted.events;
    }

    private boolean takesEvents() {
        return isStarted() || goesOn;
    }

    private void append(E event, Run<E> current) {
        if (uncounted.events != 0) {
            countTheUncounted(current.client());
        }
        if (getFilterChainDecision(event) == FilterReply.DENY) {
            return;
        }
        if (!takesEvents()) {
            current.client().countDrop(DropReason.SHUTDOWN);
        } else if (current.client().admits(severityOf(event))) {
            Refusal refusal = current.encoder().offer(event, current.client());
            if (refusal != null) {
                fallback.settle(event, refusal, current.client());
            }
        }
    }

    private static int severityOf(Object event) {
        int level = event instanceof ILoggingEvent logged ? logged.getLevel().toInt() : Level.INFO_INT;
        return level / 1000;
    }

    private void failed(Throwable thrown, @Nullable Run<E> current) {
        if (current == null) {
            return; // never started, and counted already
        }
        // An encoder that throws while the appender stops has not failed.
        boolean started = takesEvents();
        current.client().countDrop(started ? DropReason.ENCODING_FAILED : DropReason.SHUTDOWN);
        try {
            if (thrown instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            if (started) {
                reporter.encodingFailed(thrown);
            }
        } catch (Throwable ignored) {
            // There is no memory or stack for the report, but the event is counted.
        }
    }

    /** Counts the dropped events that {@link #doAppend} could not count. */
    final void countTheUncounted(GasClient client) {
        synchronized (uncounted) {
            while (uncounted.events > 0) {
                client.countDrop(DropReason.ENCODING_FAILED);
                uncounted.events--;
            }
        }
    }
}
