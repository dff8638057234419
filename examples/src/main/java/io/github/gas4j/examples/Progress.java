// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Tells how the demo is getting on: a line that changes in place on a terminal, or a line every few seconds elsewhere.
 * Not thread-safe.
 */
final class Progress {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** A line that a terminal breaks into two cannot be written over. */
    private static final int MOST_COLUMNS = 79;

    private final PrintStream out;
    private final boolean inPlace;
    private final long start = System.nanoTime();
    private long shown = start - PAUSE_NANOS;
    private int width;

    Progress(PrintStream out, boolean inPlace) {
        this.out = out;
        this.inPlace = inPlace;
    }

    /** Shows the latest state of things, in place of the one before if that is possible. */
    void show(String state) {
        if (inPlace) {
            String stamped = stamped(state);
            String line = stamped.substring(0, Math.min(stamped.length(), MOST_COLUMNS));
            out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            out.flush();
            width = line.length();
        } else if (System.nanoTime() - shown >= PAUSE_NANOS) {
            shown = System.nanoTime();
            out.println(stamped(state));
        }
    }

    /** Says something that stays. */
    void say(String event) {
        if (inPlace) {
            out.print("\r" + " ".repeat(width) + "\r");
            width = 0;
        }
        out.println(stamped(event));
    }

    private String stamped(String text) {
        return String.format(Locale.ROOT, "%3d s  %s", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), text);
    }
}
