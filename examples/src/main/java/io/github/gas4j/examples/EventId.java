// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells one logged event from all others. Immutable.
 *
 * @param epoch the run of an application that logged it
 * @param thread the thread's number in that run, from 0
 * @param seq its number among the thread's events, from 0
 */
record EventId(String epoch, int thread, int seq) {
    /** At the very end of a line and with an end of its own, so that a torn line never yields a shorter number. */
    private static final Pattern AT_END = Pattern.compile("id=([a-z0-9]{1,20}):(\\d{1,4}):(\\d{1,9});$");

    /** Returns the message of this event. */
    String message() {
        return "order accepted, id=" + epoch + ":" + thread + ":" + seq + ";";
    }

    /** Returns the id in a line as a collector received it, or null if it has none. */
    static @Nullable EventId in(String line) {
        Matcher matcher = AT_END.matcher(line);
        if (!matcher.find()) {
            return null;
        }
        return new EventId(matcher.group(1), Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
    }
}
