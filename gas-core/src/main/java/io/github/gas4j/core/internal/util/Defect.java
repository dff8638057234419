// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.io.IOException;
import java.nio.channels.UnsupportedAddressTypeException;
import org.jspecify.annotations.Nullable;

/** Tells defects of the program from failures of the network and from shortages. Stateless. */
public final class Defect {
    /** Begins the text of every failure that is a defect. */
    public static final String PREFIX = "a defect in GAS: ";

    private static final int LONGEST_CHAIN = 16;

    private Defect() {}

    /**
     * Returns whether a failure is a defect: unchecked, and caused neither by the network or the system, nor by a
     * security manager, nor by a lack of memory, stack or file descriptors. Allocates nothing.
     */
    public static boolean is(Throwable failure) {
        if (!(failure instanceof RuntimeException || failure instanceof Error)) {
            return false;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < LONGEST_CHAIN; depth++) {
            if (isFromOutside(cause)) {
                return false;
            }
            cause = cause.getCause();
        }
        return true;
    }

    private static boolean isFromOutside(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof OutOfMemoryError
                || cause instanceof StackOverflowError
                || cause instanceof SecurityException
                || cause instanceof UnsupportedAddressTypeException // this system or JVM has no IPv6
                || (cause instanceof LinkageError && namesShortage(cause.getMessage()));
    }

    /** Returns whether a class could not be loaded for a lack that only the error's message names. */
    private static boolean namesShortage(@Nullable String message) {
        return message != null
                && (message.contains("OutOfMemoryError")
                        || message.contains("StackOverflowError")
                        || message.contains("Too many open files"));
    }

    /** Returns the failure in words: of a defect its class too, of anything else what {@link Causes#text} says. */
    public static String text(Throwable failure) {
        return is(failure) ? PREFIX + describe(failure) : Causes.text(failure);
    }

    /** Returns what {@code toString()} says, or the class's name if that fails. Throws only for a shortage. */
    private static String describe(Throwable failure) {
        try {
            return failure.toString();
        } catch (RuntimeException | Error unspeakable) {
            if (is(unspeakable)) {
                return failure.getClass().getName();
            }
            throw unspeakable; // there may be memory later
        }
    }
}
