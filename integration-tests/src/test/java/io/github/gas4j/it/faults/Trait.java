// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

/** What is special about a fault. */
enum Trait {
    /** The collector is not there when the application starts. */
    DOWN_AT_START,
    /** The collector is not there when the application stops: events are dropped, and counted. */
    DOWN_AT_STOP,
    /** With the fault's options the buffer is too small for it: events are dropped, and counted. */
    OVERFLOWS,
    /** The collector's kernel holds few unread bytes. */
    SMALL_WINDOW,
    /** It is no trouble at all: nothing fails, and an event is repeated at most once for each connection. */
    CALM,
    /** No connection lives for a second: nothing can be confirmed before it is over. */
    RESTLESS,
    /** It takes ten seconds or more: only a full run has it. */
    LONG,
    /** Connections are encrypted, and the collector's certificate is verified. */
    ENCRYPTED
}
