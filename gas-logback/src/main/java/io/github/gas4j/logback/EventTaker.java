// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasClient;
import java.time.Duration;
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

    /** The objects and the timeout of one start. */
    record Run<E>(GasClient client, EventEncoder<E> encoder, Duration shutdownTimeout) {}

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
                super.doAppend(event);
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

    /** Called by the base class for an event that arrives while the first start completes. */
    @Override
    protected void append(E event) {
        if (run != null) {
            doAppend(event);
        }
    }

    private void append(E event, Run<E> current) {
        if (uncounted.events != 0) {
            countTheUncounted(current.client());
        }
        if (getFilterChainDecision(event) == FilterReply.DENY) {
            return;
        }
        if (!isStarted()) {
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
            return; // never started: there is no client that could count
        }
        // An encoder that throws while the appender stops has not failed.
        boolean started = isStarted();
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
