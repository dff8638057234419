// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import io.github.gas4j.core.internal.buffer.Gap;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries one frame against others, each on a connection of its own and in random order. The suspect is convicted if each
 * connection with it ended within the quiet time, and connections with other frames, the controls, lived three times as
 * long. A connection with the suspect that lives acquits it. If controls die too, the collector closes for another reason.
 *
 * <p>Confined to the sender's thread.
 */
final class Trial {
    /** What a trial has come to. */
    enum Result {
        OPEN,
        CONVICTED,
        ACQUITTED,
        /** Too many controls died. */
        UNDECIDED
    }

    /** How many controls may die. */
    private static final int MOST_DEAD_CONTROLS = 2;

    private static final int MOST_LIVES = 64;
    /** Lives are compared with 99 % of the required time, because a timer may be early by a tick. */
    private static final double NEARLY = 0.99;

    private final Rule rule;
    private final DoubleSupplier random;
    private final Controls controls = new Controls();
    private final long[] lives = new long[MOST_LIVES];

    private long suspect;
    private boolean gone;
    private int needed;
    private long quietNanos;
    private boolean suspectsTurn;
    /** Size of the largest frame of the present group. */
    private int largest;

    private int deaths;
    /** The longest time from the first byte of the suspect to the end of its connection. */
    private long longest;
    /** How long the control on trial has to live. */
    private long toLive;

    private int lived;
    private int deadControls;
    private Result result = Result.OPEN;

    Trial(Rule rule, DoubleSupplier random) {
        this.rule = rule;
        this.random = random;
    }

    void begin(long position, int trials, long quiet) {
        suspect = position;
        needed = trials;
        quietNanos = quiet;
        gone = false;
        deadControls = 0;
        result = Result.OPEN;
        forget();
    }

    /** Returns the next group, or null while there is no frame to compare the suspect with. */
    @Nullable
    Group next(Frames frames) {
        if (!controls.find(frames, suspect, deadControls)) {
            return null;
        }
        suspectsTurn = deaths == 0
                || enoughLived()
                || (deaths < needed && (rule.coin() ? random.getAsDouble() < 0.5 : lived >= deaths));
        if (suspectsTurn) {
            largest = frames.size(suspect);
            return new Group(suspect, frames.after(suspect), quietNanos);
        }
        largest = controls.largest(frames);
        toLive = Math.max(rule.lifeFactor() * longest, quietNanos);
        return new Group(controls.from(), controls.to(), toLive);
    }

    /** Called when the connection has lived through the group. */
    void lived() {
        if (suspectsTurn) {
            result = Result.ACQUITTED;
        } else if (lived == MOST_LIVES) {
            result = Result.UNDECIDED; // each life was long enough when it was tried, but not any more
        } else {
            lives[lived] = toLive;
            lived++;
            decide();
        }
    }

    /** Called when the collector ended the connection, so long after the group's first byte. */
    void died(long nanos) {
        if (suspectsTurn) {
            longest = Math.max(longest, nanos);
            deaths++;
            decide();
        } else {
            startAnew();
        }
    }

    /** Called when connections lead to another collector now. */
    void elsewhere() {
        if (deaths > 0 || lived > 0) {
            startAnew();
        }
    }

    /** Returns the size of the largest frame of the last group. */
    int largestOfGroup() {
        return largest;
    }

    Result result() {
        return result;
    }

    long suspect() {
        return suspect;
    }

    /** Returns the longest time from the first byte of the suspect to the end of its connection. */
    long longest() {
        return longest;
    }

    /** Returns how many connections the suspect has ended. */
    int deaths() {
        return deaths;
    }

    /** Returns whether the suspect would be convicted if it were as large as one that was rejected. */
    boolean isLikely() {
        return Math.min(deaths, livedLongEnough()) >= Rule.KNOWN_TRIALS;
    }

    /** Returns whether the suspect has left the buffer. */
    boolean isGone(Frames frames) {
        return gone || suspect < frames.first();
    }

    void moveOver(Gap gap) {
        gone |= gap.holds(suspect);
        suspect = gap.moved(suspect);
    }

    /** Begins with another control, unless too many have failed. */
    private void startAnew() {
        deadControls++;
        result = deadControls > MOST_DEAD_CONTROLS ? Result.UNDECIDED : Result.OPEN;
        forget();
    }

    private void forget() {
        deaths = 0;
        lived = 0;
        longest = 0;
    }

    private void decide() {
        if (deaths >= needed && enoughLived()) {
            result = Result.CONVICTED;
        }
    }

    private boolean enoughLived() {
        return livedLongEnough() >= needed || !rule.controls();
    }

    /** Returns how many controls have lived long enough, as far as is known by now. */
    private int livedLongEnough() {
        int enough = 0;
        for (int i = 0; i < lived; i++) {
            enough += lives[i] >= rule.lifeFactor() * longest * NEARLY ? 1 : 0;
        }
        return enough;
    }
}
