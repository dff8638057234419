// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.util.Causes;
import io.github.gas4j.core.internal.util.Shortage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Passes lines to the listener that concern neither a drop nor an outage, each line once. If there is too little memory
 * for a line, it follows later, except the one about a replaced connection.
 *
 * <p>Confined to the sender's thread, except {@link #warn} before the start: the start of that thread publishes what it stores.
 */
public final class Notices {
    private static final int MOST_WARNINGS = 8;
    private static final String DIGIT = """
            an event begins with a digit, which rsyslog's imtcp takes for the length of the event, so that it stores something \
            else; if the receiver is rsyslog, begin the pattern with something else, such as the level, or choose \
            framing=OCTET_COUNTING, or set SupportOctetCountedFraming="off" in rsyslog""";

    private final Counters counters;
    private final GasListener listener;
    private final Defects defects;
    /** Whether a line about an ignored proxy setting is due, if there is such a setting. */
    private boolean proxyDue;

    private boolean toldOfShortcoming;
    private boolean toldOfDigit;
    /** Warnings that are due. */
    private final Deque<String> warnings = new ArrayDeque<>();

    private String toldContradiction = "";
    /** Why a change of the configuration failed, or null if no line is due. */
    private @Nullable Throwable refusal;
    /** The size of the buffer that was refused. Meaningful while {@code refusal} is not null. */
    private long refusedSize;

    Notices(Counters counters, GasListener listener, Defects defects) {
        this.counters = counters;
        this.listener = listener;
        this.defects = defects;
    }

    /** Called when the client connects for the first time. */
    void connects() {
        proxyDue = true;
    }

    /**
     * Keeps a warning for the listener. Called by the sender's thread, and before the start by the thread that starts the
     * client.
     */
    public void warn(String warning) {
        if (warnings.size() < MOST_WARNINGS) {
            warnings.add(warning);
        }
    }

    /**
     * Called when an event that begins with a digit is about to be written with framing=NEWLINE. Warns of the first one,
     * unless the layout and the framing contradict each other, which a warning of its own is about.
     */
    public void beginsWithDigit() {
        if (!toldOfDigit && counters.contradiction().isEmpty()) {
            toldOfDigit = true;
            warn(DIGIT);
        }
    }

    /** Called when a change of the configuration failed. The client goes on with its previous configuration. */
    public void refused(long bufferSize, Throwable failure) {
        refusedSize = bufferSize;
        refusal = failure;
    }

    /**
     * Tells the listener that a dead connection has been replaced.
     *
     * @param destination where both lead
     * @param bytes how many bytes were unacknowledged on the dead one
     * @param nanos for how long no byte had been acknowledged
     * @param again how many events will be written once more
     */
    public void replaced(Destination destination, long bytes, long nanos, long again) {
        try {
            String cause = Words.count(bytes, "byte") + " unanswered for " + TimeUnit.NANOSECONDS.toMillis(nanos)
                    + "ms, although the collector takes new connections";
            counters.lastError(cause);
            listener.warned("the connection to " + destination + " is dead: " + cause
                    + "; going on over a new one, writing " + Words.count(again, "event")
                    + " again; check whether a firewall or balancer forgets connections");
        } catch (RuntimeException | Error unsaid) {
            defects.note(unsaid); // the line is lost, because the new connection matters more
        }
    }

    /** Tells the listener once what the client cannot see on this system, unless {@code shortcoming} is empty. */
    public void shortcoming(String shortcoming) {
        if (!toldOfShortcoming && !shortcoming.isEmpty()) {
            toldOfShortcoming = true;
            listener.informed(shortcoming);
        }
    }

    /** Passes on the lines that have become due since the last call. */
    void tell(String destination) {
        if (proxyDue) {
            tellOfProxy(destination);
        }
        for (String line = warnings.poll(); line != null; line = warnings.poll()) {
            listener.warned(line);
        }
        tellOfRefusal();
        String found = counters.contradiction();
        if (!found.equals(toldContradiction)) {
            String line = "sending to " + destination + " what receivers cannot read: " + found;
            toldContradiction = found;
            listener.warned(line);
        }
    }

    private void tellOfRefusal() {
        Throwable failure = refusal;
        if (failure != null) {
            String what =
                    failure instanceof OutOfMemoryError ? Shortage.text(refusedSize, failure) : Causes.text(failure);
            String line = what + "; the client goes on as it was configured before";
            refusal = null;
            listener.warned(line);
        }
    }

    /**
     * Tells the listener that the property is ignored. Appenders that use {@link java.net.Socket} follow it, so without
     * this line one that replaces them would seem to fail for no reason.
     */
    private void tellOfProxy(String destination) {
        String proxy = System.getProperty("socksProxyHost");
        String line = "-DsocksProxyHost=" + proxy + " is not followed: connects to " + destination + " directly";
        proxyDue = false;
        if (proxy != null) {
            listener.informed(line);
        }
    }
}
