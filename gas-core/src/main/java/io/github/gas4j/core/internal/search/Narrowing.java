// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import io.github.gas4j.core.internal.buffer.Gap;

/**
 * Narrows a range of frames down to the one on which the collector ends the connection. A group of frames is written, and
 * then nothing for a while. If the connection lives, the frame is behind the group, else within it. The first group is the
 * whole range, because most often the collector has recovered. Then the first split is at the largest frame, which is the
 * most likely one; the others are in halves.
 *
 * <p>Confined to the sender's thread.
 */
final class Narrowing {
    private static final long NONE = -1;

    private long from;
    private long to;
    /** Whether the present group is the whole range, which comes first: if it lives, there is nothing to look for. */
    private boolean whole;
    /** The largest frame, until it was tried. */
    private long largest;
    /** The end of the present group. */
    private long groupEnd;

    void begin(Frames frames, long end) {
        from = frames.first();
        to = Math.max(end, frames.after(from));
        whole = true;
        largest = largestOf(frames);
    }

    /** Returns how many frames are left. */
    int left(Frames frames) {
        from = Math.max(from, frames.first()); // frames may have been dropped meanwhile
        while (from < to && frames.size(from) == 0) {
            from = frames.after(from);
        }
        int count = 0;
        for (long at = from; at < to; at = frames.after(at)) {
            count += frames.size(at) > 0 ? 1 : 0;
        }
        return count;
    }

    /** Returns the position of the first frame that is left. */
    long from() {
        return from;
    }

    /** Chooses the next group, which begins at {@link #from}, and returns its end. Called with more than one frame left. */
    long chooseGroup(Frames frames, int left) {
        if (whole) {
            groupEnd = to;
        } else if (largest == from) {
            groupEnd = frames.after(from);
        } else if (largest > from) {
            groupEnd = largest;
        } else {
            groupEnd = from;
            for (int i = 0; i < left / 2; groupEnd = frames.after(groupEnd)) {
                i += frames.size(groupEnd) > 0 ? 1 : 0;
            }
        }
        return groupEnd;
    }

    /** Returns whether no connection has ended on a group, so that none was smaller than the range. */
    boolean isWhole() {
        return whole;
    }

    /** Returns the size of the largest frame of the group. */
    int largestOfGroup(Frames frames) {
        int most = 0;
        for (long at = Math.max(from, frames.first()); at < groupEnd; at = frames.after(at)) {
            most = Math.max(most, frames.size(at));
        }
        return most;
    }

    /** Called when the connection has lived through the group. */
    void lived() {
        from = groupEnd;
    }

    /** Called when the collector ended the connection on the group. */
    void died() {
        to = groupEnd;
        largest = whole ? largest : NONE;
        whole = false;
    }

    void moveOver(Gap gap) {
        from = gap.moved(from);
        to = gap.moved(to);
        groupEnd = gap.moved(groupEnd);
        largest = largest == NONE || gap.holds(largest) ? NONE : gap.moved(largest);
    }

    /** Returns the first of the largest frames, or NONE if all are of one size. */
    private long largestOf(Frames frames) {
        long found = NONE;
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (long at = from; at < to; at = frames.after(at)) {
            int size = frames.size(at);
            if (size > most) {
                most = size;
                found = at;
            }
            if (size > 0) {
                least = Math.min(least, size);
            }
        }
        return most > least ? found : NONE;
    }
}
