// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;

/** Failures in words. */
public final class Causes {
    private Causes() {}

    /** Returns the failure's own words, or what kind of failure it is if it has none; both for an error. */
    public static String text(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "unknown host: " + cause.getMessage();
        }
        if (cause instanceof LinkageError && cause.getCause() != null) {
            return text(cause.getCause()); // why a class could not be loaded, like a library without a file descriptor
        }
        String message = cause.getMessage();
        if (cause instanceof UnsupportedAddressTypeException
                || (message != null && message.endsWith("rotocol family unavailable"))) { // NIO's and Socket's way
            return Boolean.getBoolean("java.net.preferIPv4Stack")
                    ? "this JVM has no IPv6, because it runs with -Djava.net.preferIPv4Stack=true"
                    : "this system has no IPv6";
        }
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        // an error's own words alone are a riddle: "Java heap space"
        return cause instanceof Error ? cause.getClass().getSimpleName() + ": " + message : message;
    }
}
