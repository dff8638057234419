// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

/** How a collector ends a connection. */
public enum Ending {
    /** It reads what is there and closes: the peer sees an orderly end. */
    FIN,
    /** It closes at once with {@code SO_LINGER} 0: the peer sees a reset, and unread bytes are gone. */
    RESET
}
