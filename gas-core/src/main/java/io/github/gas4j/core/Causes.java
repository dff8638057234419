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
}
