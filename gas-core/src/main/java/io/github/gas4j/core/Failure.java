// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * Why there is no connection, for the {@link Reporter}. Immutable.
 *
 * @param cause the failure in words
 * @param proven whether the lost connection had proven itself, so that another outage begins
 * @param wasConnected whether the peer had accepted a connection before this failure
 */
record Failure(String cause, boolean proven, boolean wasConnected) {

    /** Returns whether a connection that the peer had accepted was lost before it had proven itself. */
    boolean closedYoung() {
        return wasConnected && !proven;
    }

    /** Returns advice for the operator, as far as the failure suggests any. */
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
