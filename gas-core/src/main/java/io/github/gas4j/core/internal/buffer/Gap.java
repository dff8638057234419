// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

/**
 * The room of frames that were taken out of the middle of the buffer. The frames before it have moved up and filled it.
 *
 * <p>Immutable.
 *
 * @param at where the first of these frames began
 * @param bytes how much room they took
 */
public record Gap(long at, long bytes) {
    /** Nothing was taken out. */
    static final Gap NONE = new Gap(0, 0);

    /** Returns whether a frame that began at a position from before was taken out. */
    public boolean holds(long position) {
        return position >= at && position < at + bytes;
    }

    /** Returns what has become of a position from before the frames moved. */
    public long moved(long position) {
        return position <= at ? position + bytes : Math.max(position, at + bytes);
    }
}
