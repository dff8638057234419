// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** What happens to events while the buffer is full. */
public enum Overflow {
    /** The event that finds no room is dropped. */
    DROP_NEWEST,
    /** The oldest events are evicted above 7/8 of the buffer; an event that finds no room all the same is dropped. */
    DROP_OLDEST,
    /**
     * The caller waits for room, at most {@code blockTimeout}; then the event is dropped. After one wait that timed out
     * later events are dropped at once until the client has released something.
     */
    BLOCK
}
