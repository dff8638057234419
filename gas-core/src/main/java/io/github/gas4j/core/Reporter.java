// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Tells the listener about drops and outages, briefly: a line when an outage begins, one a minute while it lasts, one when
 * there is a connection again, and one a minute about drops without an outage. Each drop is in exactly one line.
 *
 * <p>An outage begins with a failure and ends only when a connection has proven itself, so that a collector that flaps is
 * one outage. Within it either kind of line comes at most once a minute, with two exceptions: the first failure after a
 * line that told of a connection is told at once, and so is, once, that the peer does nothing but accept and close.
 *
 * <p>Confined to the sender's thread. What a listener throws is ignored: it must not end the client.
 */
final class Reporter {
    private static final long DROPS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LINE_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** How long a connection must stand to be told of if the one before it was closed young. */
    private static final long STANDS_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** So many connections in a row that are closed young are no accident. */
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
    /** Whether the next failure is told at once, whenever the last line was. */
    private boolean tellNextFailure;

    private long nextFailureLine;

    /** Whether there is a connection that the last line denies; it is told of at {@code connectedLine}. */
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

    /** Notes how much of the buffer is taken; called in each cycle of the sender. */
    void bufferUsed(long used, long capacity) {
        fill.used(used, capacity, !down);
    }

    /** There is no connection: the beginning of an outage, or one more failure in it. */
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

    /** There is a connection again; {@code again} events are going to be written once more. */
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

    /** The connection has proven itself, so that the next failure begins a new outage. */
    void proven() {
        inOutage = false;
    }

    /** The connection was dead and another one stands; {@code again} events are going to be written once more. */
    void replaced(long bytes, long nanos, long again) {
        String cause = count(bytes, "byte") + " unanswered for " + TimeUnit.NANOSECONDS.toMillis(nanos)
                + "ms, although the collector takes new connections";
        counters.lastError = cause;
        warn("the connection to " + destination + " is dead: " + cause + "; going on over a new one, writing "
                + count(again, "event") + " again; check whether a firewall or balancer forgets connections");
    }

    /** Tells once what the client cannot see on this system, if there is anything. */
    void informOfShortcoming(String shortcoming) {
        if (!toldOfShortcoming && !shortcoming.isEmpty()) {
            toldOfShortcoming = true;
            inform(shortcoming);
        }
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

    /** Reports what is left at the end, whatever was reported before. */
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

    /** Whether there are drops for a line of their own: none that a line about the connection is going to tell. */
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

    /** The drops that no line has told of yet; from now on they count as told. */
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
        long freed = counters.freed.sum(); // first: it never passes what was appended
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
            // the sender outlives its listener's failures
        }
    }
}
