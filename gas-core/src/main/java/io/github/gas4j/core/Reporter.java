// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tells the listener about drops and outages: one line when an outage begins, one a minute while it lasts, one when
 * there is a connection again, and one a minute about drops without an outage. Each drop is in exactly one line.
 *
 * <p>An outage begins with a failure and ends only when a connection has proven itself, so that the failures of a
 * collector that flaps are one outage. Within an outage, lines about failures come at most once a minute, and so do
 * lines about connections. There are three exceptions: the first failure after a line about a connection, the first
 * failure with another destination, and, once, that the peer does nothing but accept and close, are told at once.
 *
 * <p>Confined to the sender's thread. Whatever a listener throws is ignored, because it must not end the client.
 */
final class Reporter {
    private static final long DROPS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LINE_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** How long a connection must live before a line tells of it, if the one before it was closed young. */
    private static final long STANDS_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Connections closed young in a row after which the line says that the peer accepts and closes. */
    private static final int CLOSES_TO_TELL = 3;

    private final Counters counters;
    private final GasListener listener;
    private final Fill fill = new Fill();
    private final Map<DropReason, Long> unreported = new EnumMap<>(DropReason.class);
    private String destination;
    private long nextTake;
    private long nextDropLine;

    private boolean toldOfShortcoming;
    private boolean inOutage;
    private long outageBegan;
    private long failures;
    private int closedInRow;
    private boolean toldOfCloses;
    private Failure last = new Failure("", false, false);

    /** Whether there has been no connection since the last failure. */
    private boolean down;
    /** Whether the next failure is told at once, however recent the last line is. */
    private boolean tellNextFailure;

    private long nextFailureLine;

    /**
     * Whether the last line says that there is no connection although there is one. {@code connectedLine} is due next.
     */
    private boolean deniesConnection;

    private long connectedAt;
    private long eventsAgain;
    private long connectedLine;
    private long nextConnectedLine;

    Reporter(Counters counters, GasListener listener, String destination, long now) {
        this.counters = counters;
        this.listener = listener;
        this.destination = destination;
        nextTake = now;
        nextDropLine = now;
    }

    void sendsTo(String newDestination) {
        if (!newDestination.equals(destination)) {
            destination = newDestination;
            closedInRow = 0;
            tellNextFailure = true;
        }
    }

    void stateChanged(ConnectionState from, ConnectionState to) {
        tell(heard -> heard.stateChanged(from, to));
    }

    /** Called in every cycle. Notes how much of the buffer is used. */
    void bufferUsed(long used, long capacity) {
        fill.used(used, capacity, !down);
    }

    /** Called when an attempt failed or a connection was lost. Begins an outage, or counts one more failure in it. */
    void failed(long now, Failure failure) {
        counters.lastError = failure.cause();
        last = failure;
        if (!inOutage || failure.proven()) {
            beginOutage(now);
        }
        down = true;
        deniesConnection = false;
        failures += failure.proven() ? 0 : 1;
        closedInRow = failure.closedYoung() ? closedInRow + 1 : 0;
        if (closedInRow == CLOSES_TO_TELL && !toldOfCloses) {
            toldOfCloses = true;
            tellNextFailure = true;
        }
        if (tellNextFailure || now - nextFailureLine >= 0) {
            warnOfOutage(now);
        }
    }

    /** Called when there is a connection again, to which {@code again} events will be written once more. */
    void connected(long now, long again) {
        if (!down) {
            return;
        }
        down = false;
        deniesConnection = true;
        connectedAt = now;
        eventsAgain = again;
        connectedLine = closedInRow > 0 ? now + STANDS_NANOS : now;
        if (nextConnectedLine - connectedLine > 0) {
            connectedLine = nextConnectedLine;
        }
        informOfConnection(now);
    }

    /** Called when an idle connection that had proven itself ended. The next failure begins a new outage. */
    void proven() {
        inOutage = false;
    }

    /**
     * Called when a dead connection has been replaced.
     *
     * @param bytes how many bytes were unacknowledged on it
     * @param nanos for how long no byte had been acknowledged
     * @param again how many events will be written once more
     */
    void replaced(long bytes, long nanos, long again) {
        String cause = count(bytes, "byte") + " unanswered for " + TimeUnit.NANOSECONDS.toMillis(nanos)
                + "ms, although the collector takes new connections";
        counters.lastError = cause;
        warn("the connection to " + destination + " is dead: " + cause + "; going on over a new one, writing "
                + count(again, "event") + " again; check whether a firewall or balancer forgets connections");
    }

    /** Tells once what the client cannot see on this system, unless {@code shortcoming} is empty. */
    void informOfShortcoming(String shortcoming) {
        if (!toldOfShortcoming && !shortcoming.isEmpty()) {
            toldOfShortcoming = true;
            inform(shortcoming);
        }
    }

    /** Passes a line about something good to know to the listener. */
    void inform(String line) {
        tell(heard -> heard.informed(line));
    }

    /** Passes a line about trouble to the listener. */
    void warn(String line) {
        tell(heard -> heard.warned(line));
    }

    /** Reports what is due. Returns the nanoseconds until the next report is due. */
    long tick(long now) {
        if (counters.dropsPending && now - nextTake >= 0) {
            takeDrops(now);
        }
        informOfConnection(now);
        if (hasDropsToTell() && now - dropLine() >= 0) {
            if (down) {
                warnOfOutage(now);
            } else {
                warnOfDrops(now);
            }
        }
        long untilTake = counters.dropsPending ? Math.max(0, nextTake - now) : Long.MAX_VALUE;
        long untilConnected = deniesConnection ? connectedLine - now : Long.MAX_VALUE;
        long untilDrops = hasDropsToTell() ? Math.max(0, dropLine() - now) : Long.MAX_VALUE;
        return Math.min(untilTake, Math.min(untilConnected, untilDrops));
    }

    /** Reports the drops that no line has told of yet. */
    void close(long now) {
        takeDrops(now);
        if (!unreported.isEmpty()) {
            warn("closed the connection to " + destination + ": " + dropsInWords());
        }
    }

    private void beginOutage(long now) {
        inOutage = true;
        outageBegan = now;
        failures = 0;
        closedInRow = 0;
        toldOfCloses = false;
        tellNextFailure = true;
        nextConnectedLine = now;
        fill.begin();
    }

    private void warnOfOutage(long now) {
        tellNextFailure = false;
        nextFailureLine = now + LINE_EVERY_NANOS;
        takeDrops(now);
        boolean closes = closedInRow >= CLOSES_TO_TELL;
        String since = now == outageBegan ? "" : " since " + duration(now) + ", " + count(failures, "failed attempt");
        String what = closes
                ? "it accepts connections and closes them again (" + closedInRow + " times in a row), the last time: "
                : "";
        String advice = closes
                ? "check that a collector listens behind the proxy or balancer, and that port, framing and TLS are right"
                : last.advice();
        warn("no connection to " + destination + since + ": " + what + last.cause() + "; " + waiting() + "; "
                + dropsInWords() + "; trying again; " + advice);
    }

    private void informOfConnection(long now) {
        if (deniesConnection && now - connectedLine >= 0) {
            deniesConnection = false;
            tellNextFailure = true;
            nextConnectedLine = now + LINE_EVERY_NANOS;
            takeDrops(now);
            inform("connected to " + destination + " after " + duration(connectedAt) + " and "
                    + count(failures, "failed attempt") + "; " + fill.summary() + "; " + dropsInWords() + "; writing "
                    + count(eventsAgain, "event") + " again");
        }
    }

    private void warnOfDrops(long now) {
        nextDropLine = now + LINE_EVERY_NANOS;
        boolean full = unreported.containsKey(DropReason.BUFFER_FULL);
        warn("sending to " + destination + ": " + dropsInWords()
                + (full
                        ? "; the collector takes less than is logged: a larger bufferSize helps if that does not last"
                        : ""));
    }

    /** Returns whether drops need a line of their own, because no line about a connection is about to tell them. */
    private boolean hasDropsToTell() {
        return !unreported.isEmpty() && !deniesConnection;
    }

    private long dropLine() {
        return down ? nextFailureLine : nextDropLine;
    }

    private void takeDrops(long now) {
        nextTake = now + DROPS_EVERY_NANOS;
        counters.dropsPending = false;
        for (DropReason reason : DropReason.values()) {
            DropReport report = counters.drops(reason).take(reason);
            if (report != null) {
                unreported.merge(reason, report.count(), Long::sum);
                if (reason == DropReason.BUFFER_FULL) {
                    fill.lost(report.count(), report.bytes());
                }
                tell(heard -> heard.dropped(report));
            }
        }
    }

    /** Returns the drops that no line has told of yet, in words. From now on they count as told. */
    private String dropsInWords() {
        if (unreported.isEmpty()) {
            return "no event was dropped";
        }
        String drops = unreported.entrySet().stream()
                .map(reason -> reason.getValue() + " as " + reason.getKey())
                .collect(Collectors.joining(", ", "events were dropped: ", ""));
        unreported.clear();
        return drops;
    }

    private String waiting() {
        long freed = counters.freed.sum(); // read before appended, so that the difference is never negative
        long events = counters.appended.sum() - freed;
        return count(events, "event") + (events == 1 ? " waits" : " wait") + " (buffer " + fill.present() + ")";
    }

    private String duration(long until) {
        long nanos = until - outageBegan;
        return nanos < TimeUnit.SECONDS.toNanos(10)
                ? TimeUnit.NANOSECONDS.toMillis(nanos) + "ms"
                : Values.text(Duration.ofSeconds(TimeUnit.NANOSECONDS.toSeconds(nanos)));
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    private void tell(Consumer<GasListener> message) {
        try {
            message.accept(listener);
        } catch (RuntimeException | Error ignored) {
            // a listener must not end the client
        }
    }
}
