// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.util.Defect;
import java.util.concurrent.TimeUnit;

/**
 * Tells the listener about drops and outages: one line when an outage begins, one per minute while it lasts, one when
 * there is a connection again, and one per minute about drops without an outage. Each drop is in exactly one line.
 *
 * <p>An outage begins with a failure and ends only when a connection has proven itself: it has lasted long enough, or
 * the collector has proven that it reads. So the failures of a collector that comes and goes are one outage. Within an
 * outage, lines about failures come at most once a minute, and so do lines about connections. Three things are reported
 * at once: the first failure after a line about a connection, the first failure with another destination, and, once in
 * an outage, that the peer only accepts connections and closes them.
 *
 * <p>Confined to the sender's thread. No method throws. What a listener throws is ignored. A line for which there is
 * too little memory follows later, but it is lost if the listener itself finds no memory.
 */
public final class Reporter {
    private static final long DROPS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LINE_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** How long a connection must live before a line reports it, if the one before was closed young. */
    private static final long STANDS_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Number of connections closed young in a row after which a line says that the peer accepts and closes. */
    private static final int CLOSES_TO_TELL = 3;
    /** Pause before a line is retried for which there was too little memory. */
    private static final long TRY_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Counters counters;
    private final GasListener listener;
    private final Fill fill = new Fill();
    private final Untold untold;
    private final Alarm alarm;
    private final Notices notices;
    private final Defects defects;
    private final Rejections rejections;
    private final StreamReports streamReports;
    private String destination;
    /** The one of several destinations that the last connection leads to. */
    private String reached;

    private long nextTake;
    private long nextDropLine;

    private boolean inOutage;
    private long outageBegan;
    private long failures;
    private int closedInRow;
    private boolean toldOfCloses;
    private Failure last = new Failure("", false, false, false);
    /** Whether a line about {@code last} is due. */
    private boolean failureDue;

    /** Whether there has been no connection since the last failure. */
    private boolean down;
    /** Whether the next failure is reported at once, however recent the last line is. */
    private boolean tellNextFailure;

    private long nextFailureLine;

    /** Whether the last line denies a connection that exists. The line about it is due at {@code connectedLine}. */
    private boolean deniesConnection;

    private long connectedAt;
    private long eventsAgain;
    private long connectedLine;
    private long nextConnectedLine;

    public Reporter(Counters counters, GasListener listener, String destination, long now) {
        this.counters = counters;
        this.listener = new GuardedListener(listener);
        streamReports = new StreamReports(this.listener);
        untold = new Untold(counters, this.listener, fill, streamReports);
        alarm = new Alarm(this.listener, now);
        defects = new Defects(counters, this.listener, now);
        notices = new Notices(counters, this.listener, defects);
        rejections = new Rejections(this.listener, defects, now);
        this.destination = destination;
        reached = destination;
        nextTake = now;
        nextDropLine = now;
    }

    public void sendsTo(String newDestination) {
        if (!newDestination.equals(destination)) {
            destination = newDestination;
            reached = newDestination;
            closedInRow = 0;
            tellNextFailure = true;
        }
    }

    /** Called when an attempt has led to a connection. */
    public void reaches(String oneDestination) {
        reached = oneDestination;
    }

    public void stateChanged(ConnectionState from, ConnectionState to) {
        listener.stateChanged(from, to);
        if (from == ConnectionState.NEW && to == ConnectionState.CONNECTING) {
            notices.connects();
        }
    }

    /** Called in every cycle. Notes how much of the buffer is used. */
    public void bufferUsed(long used, long capacity) {
        fill.used(used, capacity, !down);
    }

    /** Called when a connect attempt failed or a connection was lost. Begins an outage, or counts the failure in it. */
    public void failed(long now, Failure failure) {
        last = failure;
        if (!inOutage || failure.proven()) {
            beginOutage(now);
        }
        down = true;
        deniesConnection = false;
        failures += failure.proven() ? 0 : 1;
        int more = rejections.isSearching() ? 0 : 1; // a search may show why the collector closes connections
        closedInRow = failure.closedYoung() ? closedInRow + more : 0;
        if (closedInRow == CLOSES_TO_TELL && !toldOfCloses && !failure.ofTls()) {
            toldOfCloses = true;
            tellNextFailure = true;
        }
        failureDue = tellNextFailure || now - nextFailureLine >= 0;
        try {
            defects.tell(now);
            tellOfFailure(now);
        } catch (RuntimeException | Error later) {
            defects.note(later); // the line is still due
        }
    }

    /** Called when there is a connection again, over which {@code again} events will be written once more. */
    public void connected(long now, long again) {
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
        failureDue = false;
        try {
            tellOfConnection(now);
        } catch (RuntimeException | Error later) {
            defects.note(later); // the line is still due
        }
    }

    /** Called when an idle connection that had proven itself ended. The next failure begins a new outage. */
    public void proven() {
        inOutage = false;
    }

    /** Returns the notices, each of which is passed on once. */
    public Notices notices() {
        return notices;
    }

    /** Returns the reports of events that the collector does not accept. */
    public Rejections rejections() {
        return rejections;
    }

    /** Returns the defects, which are reported with their stack traces. */
    public Defects defects() {
        return defects;
    }

    /** Returns what the stream itself is to report of drops. */
    public StreamReports streamReports() {
        return streamReports;
    }

    /** Passes an informational line to the listener. */
    public void inform(String line) {
        listener.informed(line);
    }

    /** Passes a warning to the listener. */
    public void warn(String line) {
        listener.warned(line);
    }

    /** Called when the JVM exits. */
    public void jvmExits() {
        alarm.jvmExits();
    }

    /** Reports what is due. Returns the nanoseconds until the next report is due. */
    public long tick(long now) {
        try {
            tell(now);
            return Math.min(nanosUntilDue(now), defects.nanosUntilDue(now));
        } catch (RuntimeException | Error later) {
            defects.note(later);
            return TRY_AGAIN_NANOS;
        }
    }

    /**
     * Reports the defects and drops that no line has reported yet, and an end of the client that was not requested.
     *
     * @return whether everything has been reported; if not, there was too little memory
     */
    public boolean close(long now, boolean asked) {
        try {
            defects.tellLast(now);
            notices.tell(destination);
            takeDrops(now);
            if (!untold.isEmpty() || !asked) {
                String why = asked
                        ? ""
                        : "the client's thread has ended although no one closed the client, which drops every event from now on"
                                + " until logging is configured anew; ";
                String line = why + "closed the connection to " + destination + ": " + untold.inWords();
                alarm.warnOfEnd(line, untold.hasLoss(), asked, now);
                untold.told();
            }
            return true;
        } catch (RuntimeException | Error unsaid) {
            defects.note(unsaid);
            return Defect.is(unsaid); // a defect would recur, a lack of memory may pass
        }
    }

    private void tell(long now) {
        defects.tell(now);
        notices.tell(destination);
        tellOfFailure(now);
        if (counters.hasUnreportedDrops() && now - nextTake >= 0) {
            takeDrops(now);
        }
        tellOfConnection(now);
        if (hasDropsToTell() && now - dropLine() >= 0) {
            if (down) {
                warnOfOutage(now);
            } else {
                warnOfDrops(now);
            }
        }
    }

    private long nanosUntilDue(long now) {
        long untilTake = counters.hasUnreportedDrops() ? Math.max(0, nextTake - now) : Long.MAX_VALUE;
        long untilConnected = deniesConnection ? connectedLine - now : Long.MAX_VALUE;
        long untilDrops = hasDropsToTell() ? Math.max(0, dropLine() - now) : Long.MAX_VALUE;
        return Math.min(untilTake, Math.min(untilConnected, untilDrops));
    }

    private void beginOutage(long now) {
        inOutage = true;
        outageBegan = now;
        failures = 0;
        closedInRow = 0;
        toldOfCloses = false;
        tellNextFailure = true;
        nextConnectedLine = now;
        alarm.outageBegins();
        fill.begin();
    }

    private void tellOfFailure(long now) {
        if (failureDue) {
            warnOfOutage(now);
        }
    }

    private void warnOfOutage(long now) {
        takeDrops(now);
        boolean closes = closedInRow >= CLOSES_TO_TELL && !last.ofTls();
        String since = now == outageBegan
                ? ""
                : " since " + Words.duration(now - outageBegan) + ", " + Words.count(failures, "failed attempt");
        String what = closes
                ? "it accepts connections and closes them again (" + closedInRow + " times in a row), the last time: "
                : "";
        String advice = closes
                ? "check that a collector listens behind the proxy or balancer, and that port, framing and TLS are right"
                : last.advice();
        String line = "no connection to " + destination + since + ": " + what + last.cause() + "; " + waiting() + "; "
                + untold.inWords() + "; trying again; " + advice;
        failureDue = false;
        tellNextFailure = false;
        nextFailureLine = now + LINE_EVERY_NANOS;
        boolean loss = untold.hasLoss();
        untold.told();
        alarm.warnOfOutage(line, loss, now - outageBegan, now);
    }

    private void tellOfConnection(long now) {
        if (deniesConnection && now - connectedLine >= 0) {
            takeDrops(now);
            String line = "connected to " + reached + " after " + Words.duration(connectedAt - outageBegan) + " and "
                    + Words.count(failures, "failed attempt") + "; " + fill.summary() + "; " + untold.inWords()
                    + "; writing "
                    + Words.count(eventsAgain, "event") + " again";
            deniesConnection = false;
            tellNextFailure = true;
            nextConnectedLine = now + LINE_EVERY_NANOS;
            boolean loss = untold.hasLoss();
            untold.told();
            alarm.tellOfConnection(line, loss, now);
        }
    }

    private void warnOfDrops(long now) {
        boolean full = untold.has(DropReason.BUFFER_FULL);
        String line = "sending to " + destination + ": " + untold.inWords()
                + (full
                        ? "; the collector takes less than is logged: a larger bufferSize helps if that does not last"
                        : "");
        nextDropLine = now + LINE_EVERY_NANOS;
        boolean loss = untold.hasLoss();
        untold.told();
        alarm.warnOfDrops(line, loss, now);
    }

    /** Returns whether drops need a line of their own, because no line about a connection is about to report them. */
    private boolean hasDropsToTell() {
        return !untold.isEmpty() && !deniesConnection;
    }

    private long dropLine() {
        return down ? nextFailureLine : nextDropLine;
    }

    private void takeDrops(long now) {
        nextTake = now + DROPS_EVERY_NANOS;
        untold.take(now);
    }

    private String waiting() {
        long events = counters.held();
        return Words.count(events, "event") + (events == 1 ? " waits" : " wait") + " (buffer " + fill.present() + ")";
    }
}
