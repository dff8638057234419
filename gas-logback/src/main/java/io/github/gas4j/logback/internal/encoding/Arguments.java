// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.encoding;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;

/** Finds the arguments of messages that are still to be formatted. Stateless. */
public final class Arguments {
    private Arguments() {}

    /**
     * Returns the arguments of a message, or null if the message is better asked for as a whole: it has none, its event is
     * not exactly Logback's, or another thread has logged it. Then the message has been formatted already, and the array may
     * have other arguments meanwhile. Of a thread without a name nobody can tell.
     */
    @SuppressWarnings("ReferenceEquality") // a thread has one name at a time
    public static @Nullable Object @Nullable [] of(ILoggingEvent event) {
        @Nullable Object[] arguments = event.getClass() == LoggingEvent.class ? event.getArgumentArray() : null;
        if (arguments == null || event.getMessage() == null) {
            return null;
        }
        String current = Thread.currentThread().getName();
        return event.getThreadName() == current && !current.isEmpty() ? arguments : null;
    }
}
