// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;

/** Puts failures into words. Stateless. */
public final class Causes {
    private Causes() {}

    /** Returns the failure's message, or its class if it has none. For an error, returns both. */
    public static String text(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "unknown host: " + cause.getMessage();
        }
        if (cause instanceof LinkageError && cause.getCause() != null) {
            return text(cause.getCause()); // why the class could not be loaded, for example no file descriptor for its
            // library
        }
        String message = cause.getMessage();
        if (cause instanceof UnsupportedAddressTypeException
                || (message != null && message.endsWith("rotocol family unavailable"))) { // as NIO and Socket report it
            return Boolean.getBoolean("java.net.preferIPv4Stack")
                    ? "this JVM has no IPv6, because it runs with -Djava.net.preferIPv4Stack=true"
                    : "this system has no IPv6";
        }
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        // an error's message alone does not say what failed: "Java heap space"
        return cause instanceof Error ? cause.getClass().getSimpleName() + ": " + message : message;
    }
}
