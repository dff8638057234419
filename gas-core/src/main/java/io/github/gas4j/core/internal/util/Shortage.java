// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.util;

import java.io.IOException;

/** Says what the JVM or the system lacked for a client, and what helps. Stateless. */
public final class Shortage {
    private Shortage() {}

    /** Returns a line about the failure that kept a client with a buffer of this size from being made, started or changed. */
    public static String text(long bufferSize, Throwable failed) {
        String words = Causes.text(failed);
        if (failed instanceof OutOfMemoryError) {
            return ofMemory(bufferSize, words);
        }
        if (failed instanceof IOException || words.contains("Too many open files")) {
            return "no file descriptor is left for the client (" + words
                    + "); valid: a higher limit on open files (ulimit -n)";
        }
        return "the client could not be started: " + failed.getClass().getSimpleName() + ": " + words;
    }

    private static String ofMemory(long bufferSize, String words) {
        if (words.contains("direct buffer memory")) {
            return "option bufferSize: '" + Values.text(bufferSize)
                    + "' is more direct memory than the JVM has left (" + words
                    + "); valid: a smaller buffer, or a larger -XX:MaxDirectMemorySize";
        }
        if (words.contains("native thread")) {
            return "the JVM can make no thread for the client (" + words
                    + "); valid: a higher limit on processes and threads (ulimit -u, or the container's pids limit)";
        }
        return "the JVM has no memory left for the client (" + words + "); valid: a larger -Xmx";
    }
}
