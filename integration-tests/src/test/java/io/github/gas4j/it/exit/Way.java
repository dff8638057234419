// SPDX-License-Identifier: MIT
package io.github.gas4j.it.exit;

/** How a JVM comes to its end. */
enum Way {
    /** The main method returns, and no other thread keeps the JVM alive. */
    RETURN,
    /** The application calls {@link System#exit}. */
    EXIT,
    /** The process gets a SIGTERM. */
    TERM
}
