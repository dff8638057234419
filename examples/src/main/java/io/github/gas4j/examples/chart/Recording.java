// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a run, moment by moment. The caller tells the time, as {@link System#nanoTime()} has it. Not thread-safe.
 */
public final class Recording {
    private static final double NANOS_PER_SECOND = 1e9;

    private final long startNanos;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    private @Nullable Trouble trouble;
    private double troubleSince;

    /** Makes an empty recording that begins at this time. */
    public Recording(long startNanos) {
        this.startNanos = startNanos;
    }

    /** Notes what was counted; the parameters are those of {@link Sample}. */
    public void add(long nanos, long logged, long delivered, long buffered) {
        samples.add(new Sample(seconds(nanos), logged, delivered, buffered));
    }

    /** Notes that a trouble begins, which ends the one before. */
    public void begin(Trouble next, long nanos) {
        end(nanos);
        trouble = next;
        troubleSince = seconds(nanos);
    }

    /** Notes that the trouble has ended, if there was any. */
    public void end(long nanos) {
        if (trouble != null) {
            spans.add(new Span(trouble, troubleSince, seconds(nanos)));
            trouble = null;
        }
    }

    /** Returns what was counted, in order. */
    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    /** Returns the troubles that have ended, in order. */
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    private double seconds(long nanos) {
        return (nanos - startNanos) / NANOS_PER_SECOND;
    }
}
