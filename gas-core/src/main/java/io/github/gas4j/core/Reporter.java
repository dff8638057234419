// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tells the listener about drops and outages, and never often: one line when an outage begins, one a minute while it
 * lasts, one when it ends, and one a minute about drops without an outage.
 *
 * <p>Confined to the sender's thread. What a listener throws is ignored: it must not end the client.
 */
final class Reporter {
    private static final long DROPS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LINE_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Counters counters;
    private final GasListener listener;
    private final Map<DropReason, Long> unreported = new EnumMap<>(DropReason.class);
    private String destination;
    private long nextTake;
    private long nextDropLine;
    private long nextOutageLine;
    private boolean inOutage;
    private boolean outageReported;
    private long outageBegan;
    private long outageAttempts;

    Reporter(Counters counters, GasListener listener, String destination, long now) {
        this.counters = counters;
        this.listener = listener;
        this.destination = destination;
        nextTake = now;
        nextDropLine = now;
        nextOutageLine = now;
    }

    void sendsTo(String newDestination) {
        destination = newDestination;
    }

    void stateChanged(ConnectionState from, ConnectionState to) {
        tell(heard -> heard.stateChanged(from, to));
    }

    /**
     * There is no connection, for this reason: the beginning of an outage, or one more failure in it.
     *
     * @param healthy whether a connection that had proven itself was lost; one that flaps is not news each time
     */
    void failed(long now, String cause, boolean healthy) {
        counters.lastError = cause;
        if (!inOutage) {
            inOutage = true;
            outageReported = false;
            outageBegan = now;
            outageAttempts = 0;
        }
        if (healthy || now - nextOutageLine >= 0) {
            takeDrops(now);
            nextOutageLine = now + LINE_EVERY_NANOS;
            String since = outageReported ? " since " + duration(now) + ", " + outageAttempts + " failed attempts" : "";
            outageReported = true;
            warn("no connection to " + destination + since + ": " + cause + "; " + dropsInWords());
        }
        outageAttempts += healthy ? 0 : 1;
    }

    /** There is a connection again; {@code again} events are going to be written once more. */
    void connected(long now, long again) {
        if (inOutage && outageReported) {
            takeDrops(now);
            String line = "connected to " + destination + " after " + duration(now) + " and " + outageAttempts
                    + " failed attempts; " + dropsInWords() + "; writing " + again + " events again";
            unreported.clear();
            inform(line);
        }
        inOutage = false;
    }

    /** A line about something that is good to know. */
    void inform(String line) {
        tell(heard -> heard.informed(line));
    }

    /** A line about something that should not happen. */
    void warn(String line) {
        tell(heard -> heard.warned(line));
    }

    /** Reports what is due; returns the nanoseconds until something else is. */
    long tick(long now) {
        if (counters.dropsPending && now - nextTake >= 0) {
            takeDrops(now);
        }
        if (!inOutage && !unreported.isEmpty() && now - nextDropLine >= 0) {
            nextDropLine = now + LINE_EVERY_NANOS;
            warn("sending to " + destination + ": " + dropsInWords());
            unreported.clear();
        }
        long untilTake = counters.dropsPending ? Math.max(0, nextTake - now) : Long.MAX_VALUE;
        long untilLine = inOutage || unreported.isEmpty() ? Long.MAX_VALUE : Math.max(0, nextDropLine - now);
        return Math.min(untilTake, untilLine);
    }

    /** Reports what is left at the end, whatever was reported before. */
    void close(long now) {
        takeDrops(now);
        if (!unreported.isEmpty()) {
            warn("closed the connection to " + destination + ": " + dropsInWords());
        }
    }

    private void takeDrops(long now) {
        nextTake = now + DROPS_EVERY_NANOS;
        counters.dropsPending = false;
        for (DropReason reason : DropReason.values()) {
            DropReport report = counters.drops(reason).take(reason);
            if (report != null) {
                unreported.merge(reason, report.count(), Long::sum);
                tell(heard -> heard.dropped(report));
            }
        }
    }

    private String dropsInWords() {
        return unreported.isEmpty()
                ? "no event was dropped"
                : unreported.entrySet().stream()
                        .map(drops -> drops.getValue() + " as " + drops.getKey())
                        .collect(Collectors.joining(", ", "events were dropped: ", ""));
    }

    private String duration(long now) {
        long nanos = now - outageBegan;
        return nanos < TimeUnit.SECONDS.toNanos(10)
                ? TimeUnit.NANOSECONDS.toMillis(nanos) + "ms"
                : Values.text(Duration.ofSeconds(TimeUnit.NANOSECONDS.toSeconds(nanos)));
    }

    private void tell(Consumer<GasListener> message) {
        try {
            message.accept(listener);
        } catch (RuntimeException | Error ignored) {
            // the sender outlives its listener's failures
        }
    }
}
