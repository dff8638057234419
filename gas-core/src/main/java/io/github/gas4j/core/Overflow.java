// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** What happens to events while the buffer is full. */
public enum Overflow {
    /** The event that finds no room is dropped. */
    DROP_NEWEST,
    /** The oldest events are evicted above 7/8 of the buffer; an event that still finds no room is dropped. */
    DROP_OLDEST,
    /**
     * The caller waits for room for at most {@code blockTimeout}, after which the event is dropped. Once a wait has timed
     * out, later events are dropped at once until the client has released something.
     */
    BLOCK
}
