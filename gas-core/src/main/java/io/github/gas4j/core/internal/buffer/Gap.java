// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

/**
 * Room that frames left when they were taken out of the middle of the buffer. What lies before it has moved up and closed it.
 *
 * <p>Immutable.
 *
 * @param at where the first of these frames began
 * @param bytes how much room they took
 */
public record Gap(long at, long bytes) {
    /** Nothing was taken out. */
    static final Gap NONE = new Gap(0, 0);

    /** Returns where a position is that was noted before the gap was closed. */
    public long moved(long position) {
        return position <= at ? position + bytes : Math.max(position, at + bytes);
    }
}
