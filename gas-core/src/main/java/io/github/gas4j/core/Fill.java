// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.Locale;

/**
 * How full the buffer got during an outage, and which {@code bufferSize} would have held what found no room.
 *
 * <p>Confined to the sender's thread.
 */
final class Fill {
    /** What a record takes beside the event: its header, a framing of up to five bytes, padding of up to three. */
    private static final int MOST_OVERHEAD_BYTES = 12;

    private static final long MIB = 1 << 20;
    /** The largest {@code bufferSize} that a configuration may ask for. */
    static final long LARGEST = 1 << 30;

    private long used;
    private long capacity;
    private long peak;
    private long lostEvents;
    private long lostBytes;
    /** Whether the buffer has been less than half full, with a connection, since the last loss. */
    private boolean calm = true;

    /** Notes how much of the buffer is taken. */
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

    /** Begins anew with an outage; but what a hanging collector cost just before its connection was lost belongs to it. */
    void begin() {
        if (calm) {
            lostEvents = 0;
            lostBytes = 0;
        }
        peak = used;
    }

    /** How full the buffer is. */
    String present() {
        return percent(used) + "% of " + Values.text(capacity);
    }

    /** How full the buffer got, and the size that would have been enough if it was not. */
    String summary() {
        String text = String.format(
                Locale.ROOT, "the buffer was at most %d%% full (%d of %d bytes)", percent(peak), peak, capacity);
        if (lostEvents == 0) {
            return text;
        }
        long size = sizeWanted();
        String enough = size > LARGEST
                ? "; %d events found no room, more than the largest bufferSize (%s) could have held"
                : "; %d events found no room, bufferSize=%s would have held them";
        return text + String.format(Locale.ROOT, enough, lostEvents, Values.text(Math.min(size, LARGEST)));
    }

    /** The whole MiB that would have held everything, an eighth of them being left for what is held for replay. */
    long sizeWanted() {
        long records = peak + lostBytes + lostEvents * MOST_OVERHEAD_BYTES;
        long size = (records * 8 + 6) / 7;
        return (size + MIB - 1) / MIB * MIB;
    }

    private long percent(long bytes) {
        return capacity == 0 ? 0 : Math.round(100.0 * bytes / capacity);
    }
}
