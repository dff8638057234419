// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.net.UnknownHostException;

/** Failures in words. */
final class Causes {
    private Causes() {}

    /** Returns the failure's own words, or what kind of failure it is if it has none. */
    static String text(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "unknown host: " + cause.getMessage();
        }
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    /** Returns what a person can do about a connection that cannot be had, as far as the words of its cause tell. */
    static String advice(String cause) {
        if (cause.startsWith("unknown host")) {
            return "check the name in destination, and the name service";
        }
        return cause.contains("refused")
                ? "check that the collector runs and that the port is right"
                : "check that the collector runs and can be reached, through firewalls too";
    }
}
