// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.GasListener;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sums up the drops that no event in the stream has reported yet, and has the listener make the event that does.
 *
 * <p>An event is due when nothing was dropped for 5 s, or, in a storm that does not end, a minute after it began. While a
 * connection lasts, events are a minute apart. A new connection may have followed an outage, so its first event comes
 * earlier. But it waits for 5 s with a storm that seems to last, because one that an outage has caused ends then.
 *
 * <p>Confined to the sender's thread.
 */
public final class StreamReports {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final GasListener listener;
    private final DropCounts counts = new DropCounts();
    private long mayHaveArrived;
    // Meaningful while there is anything to report: when the first and the last event were dropped, and when they came
    // here.
    private Instant first = Instant.EPOCH;
    private Instant last = Instant.EPOCH;
    private long firstAt;
    private long lastAt;
    /** When the present connection may be believed to last. */
    private long settledAt;
    /** Before this, no event is due. */
    private long next;

    StreamReports(GasListener listener) {
        this.listener = listener;
    }

    /** Adds drops to those to report. Allocates nothing. */
    void add(DropReport report, long now) {
        boolean none = isEmpty();
        firstAt = none ? now : firstAt;
        lastAt = now;
        first = none || report.first().isBefore(first) ? report.first() : first;
        last = none || report.last().isAfter(last) ? report.last() : last;
        mayHaveArrived += report.mayHaveArrived();
        counts.add(report.reason(), report.count());
    }

    public boolean isEmpty() {
        return events() == 0;
    }

    /** Returns how many dropped events there are to report. */
    public long events() {
        return counts.all();
    }

    /** Called when there is a connection again. */
    public void connected(long now) {
        settledAt = now + QUIET_NANOS;
        next = now;
    }

    /** Returns the nanoseconds until an event is due, 0 or less if it is due now. There must be something to report. */
    public long nanosUntilDue(long now) {
        long untilQuiet = lastAt + QUIET_NANOS - now;
        long untilStorm = Math.max(firstAt + EVERY_NANOS - now, settledAt - now);
        return Math.max(next - now, Math.min(untilQuiet, untilStorm));
    }

    /**
     * Has the listener make the event, and forgets the drops. If there is too little memory to describe them, throws and
     * forgets nothing.
     *
     * @return the encoded event, or null if the listener makes none
     */
    public byte @Nullable [] event(String destination, long now) {
        String message = message(destination);
        Map<String, Object> values = Collections.unmodifiableMap(values(destination));
        next = now + EVERY_NANOS;
        forget();
        return listener.reportOf(message, values);
    }

    /** Forgets the drops. */
    public void forget() {
        if (!isEmpty()) {
            counts.clear();
            mayHaveArrived = 0;
        }
    }

    private String message(String destination) {
        long events = events();
        return "dropped " + events + (events == 1 ? " event" : " events") + " to " + destination + " between " + first
                + " and " + last + ": " + counts.inWords()
                + (mayHaveArrived == 0 ? "" : "; " + mayHaveArrived + " of them may have arrived");
    }

    private Map<String, Object> values(String destination) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("gas.destination", destination);
        values.put("gas.dropped.total", events());
        counts.forEach((reason, events) -> values.put(nameOf(reason), events));
        values.put("gas.first", first.toString());
        values.put("gas.last", last.toString());
        if (mayHaveArrived > 0) {
            values.put("gas.mayHaveArrived", mayHaveArrived);
        }
        return values;
    }

    private static String nameOf(DropReason reason) {
        return "gas.dropped." + reason.name().toLowerCase(Locale.ROOT);
    }
}
