// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.Destination;
import io.github.gas4j.core.GasListener;
import io.github.gas4j.core.internal.util.Printable;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/**
 * Tells the listener about events that the collector never accepts: at most three lines a minute. The others are in the
 * lines about drops, as all of them are. A line for which there is too little memory is lost.
 *
 * <p>Confined to the sender's thread.
 */
public final class Rejections {
    private static final long LINE_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_LINES = 3;

    private final GasListener listener;
    private final Defects defects;
    private long nextSearchLine;
    private long nextLine;
    private int lines;
    private boolean searching;

    Rejections(GasListener listener, Defects defects, long now) {
        this.listener = listener;
        this.defects = defects;
        nextSearchLine = now;
        nextLine = now;
    }

    /** Called when a search begins. */
    public void searches(long now, Destination destination) {
        searching = true;
        if (now - nextSearchLine >= 0) {
            nextSearchLine = now + LINE_EVERY_NANOS;
            try {
                listener.informed(
                        destination + " has ended several connections in a row, and nothing was delivered meanwhile:"
                                + " looking for an event that it does not accept");
            } catch (RuntimeException | Error later) {
                defects.note(later);
            }
        }
    }

    /** Called when a search has ended. */
    public void searched() {
        searching = false;
    }

    boolean isSearching() {
        return searching;
    }

    /**
     * Tells about an event that is dropped.
     *
     * @param destination which collector does not accept it
     * @param size bytes of the event's frame
     * @param times how often the collector closed a connection with nothing else in it
     * @param begin the first bytes of the frame
     */
    public void rejected(long now, Destination destination, int size, int times, ByteBuffer begin) {
        if (now - nextLine >= 0) {
            lines = 0;
            nextLine = now + LINE_EVERY_NANOS;
        }
        if (lines == MOST_LINES) {
            return;
        }
        lines++;
        try {
            listener.warned(
                    destination + " does not accept an event of " + size + " bytes: it closed the connection each of "
                            + times
                            + " times that the event was written alone, and did not on other events. It was dropped as REJECTED,"
                            + " but may have arrived; it begins with " + Printable.quoted(begin)
                            + ". If the collector has a limit, set maxEventSize below it, or raise the limit");
        } catch (RuntimeException | Error later) {
            defects.note(later);
        }
    }
}
