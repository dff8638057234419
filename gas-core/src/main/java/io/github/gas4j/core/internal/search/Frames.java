// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

/** The frames of the buffer as a {@link Search} sees them. Positions grow from frame to frame. */
public interface Frames {
    /** Returns the position of the first frame that has not left the buffer. */
    long first();

    /** Returns the position after a frame, or -1 if no whole frame begins at {@code at}. */
    long after(long at);

    /** Returns how many bytes a frame has on the wire, or 0 if it stands for no event. */
    int size(long at);
}
