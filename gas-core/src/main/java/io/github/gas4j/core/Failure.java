// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * Why there is no connection, as the {@link Reporter} wants to know it. Immutable.
 *
 * @param cause the failure in words
 * @param proven whether a connection was lost that had proven itself, so that another outage begins
 * @param wasConnected whether there was a connection: the peer accepted it before this failure
 */
record Failure(String cause, boolean proven, boolean wasConnected) {

    /** Whether the peer accepted a connection and ended it before it had proven itself. */
    boolean closedYoung() {
        return wasConnected && !proven;
    }

    /** Returns what a person can do about it, as far as the failure tells. */
    String advice() {
        if (wasConnected) {
            return "the collector's own log may say why";
        }
        if (cause.startsWith("unknown host")) {
            return "check the name in destination, and the name service";
        }
        return cause.contains("refused")
                ? "check that the collector runs and that the port is right"
                : "check that the collector runs and can be reached, through firewalls too";
    }
}
