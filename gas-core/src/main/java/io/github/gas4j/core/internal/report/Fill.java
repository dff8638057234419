// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import io.github.gas4j.core.internal.util.Values;
import java.util.Locale;

/**
 * Records how full the buffer gets in an outage, and which {@code bufferSize} would have held the lost events.
 *
 * <p>Confined to the sender's thread.
 */
final class Fill {
    /**
     * Room that a record takes in addition to the event: 4 bytes of header, up to 3 of padding, and 5 for the framing.
     * Only an octet count of an event of 10,000 bytes or more takes more than these 5.
     */
    private static final int MOST_OVERHEAD_BYTES = 12;

    private static final long MIB = 1 << 20;
    /** The largest {@code bufferSize} that a configuration may ask for. */
    static final long LARGEST = 1 << 30;

    private long used;
    private long capacity;
    private long peak;
    private long lostEvents;
    private long lostBytes;
    /** Whether, since the last loss, the buffer has been less than half full while there was a connection. */
    private boolean calm = true;

    /** Notes how much of the buffer is used. */
    void used(long usedBytes, long capacityBytes, boolean connected) {
        used = usedBytes;
        capacity = capacityBytes;
        peak = Math.max(peak, usedBytes);
        calm |= connected && usedBytes < capacityBytes / 2;
    }

    /** Notes events that found no room. */
    void lost(long events, long bytes) {
        lostEvents += events;
        lostBytes += bytes;
        calm = false;
    }

    /**
     * Called when an outage begins. Forgets earlier losses, except those caused by a collector that hung just before
     * its connection was lost. They belong to this outage.
     */
    void begin() {
        if (calm) {
            lostEvents = 0;
            lostBytes = 0;
        }
        peak = used;
    }

    /** Returns how full the buffer is, in words. */
    String present() {
        return percent(used) + "% of " + Values.text(capacity);
    }

    /** Returns how full the buffer got and, if events found no room, which size would have held them. */
    String summary() {
        String text = String.format(
                Locale.ROOT, "the buffer was at most %d%% full (%d of %d bytes)", percent(peak), peak, capacity);
        if (lostEvents == 0) {
            return text;
        }
        long size = sizeWanted();
        String enough = size > LARGEST
                ? "; %d events found no room, which is more than the largest bufferSize (%s) could have held"
                : "; %d events found no room, and bufferSize=%s would have held them";
        return text + String.format(Locale.ROOT, enough, lostEvents, Values.text(Math.min(size, LARGEST)));
    }

    /**
     * Returns the size, in bytes and rounded up to whole MiB, that would have held everything with an eighth to spare.
     */
    long sizeWanted() {
        long records = peak + lostBytes + lostEvents * MOST_OVERHEAD_BYTES;
        long size = (records * 8 + 6) / 7;
        return (size + MIB - 1) / MIB * MIB;
    }

    private long percent(long bytes) {
        return capacity == 0 ? 0 : Math.round(100.0 * bytes / capacity);
    }
}
