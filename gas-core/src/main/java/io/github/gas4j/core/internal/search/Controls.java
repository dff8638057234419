// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

/**
 * Chooses the frames that a suspect is compared with: up to four before it, which the collector has had to accept before it
 * came to the suspect, else the smallest near it.
 *
 * <p>Confined to the sender's thread.
 */
final class Controls {
    private static final int BEFORE = 4;
    private static final int NEAR = 64;

    private final long[] before = new long[NEAR];
    private final long[] behind = new long[NEAR];
    private final int[] sizes = new int[NEAR];
    private long from;
    private long to;

    /** Returns whether there are two frames, so that one can be compared with the other. */
    static boolean arePossible(Frames frames) {
        int count = 0;
        for (long at = frames.first(), next = frames.after(at); next >= 0 && count < 2; next = frames.after(at)) {
            count += frames.size(at) > 0 ? 1 : 0;
            at = next;
        }
        return count == 2;
    }

    /**
     * Chooses.
     *
     * @param choice 0 for the first choice, more if earlier ones have proven no better than the suspect
     * @return whether there is a choice
     */
    boolean find(Frames frames, long suspect, int choice) {
        int countBefore = collectBefore(frames, suspect);
        if (countBefore > 0 && choice == 0) {
            from = before[Math.max(0, countBefore - BEFORE)];
            to = suspect;
            return true;
        }
        int rank = countBefore > 0 ? choice - 1 : choice;
        int countBehind = collect(frames, frames.after(suspect), Long.MAX_VALUE, behind);
        if (rank < countBehind) {
            choose(frames, behind, countBehind, rank);
            return true;
        }
        if (rank - countBehind < countBefore) {
            choose(frames, before, countBefore, rank - countBehind);
            return true;
        }
        return false;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    /** Returns the size of the largest frame that was chosen. */
    int largest(Frames frames) {
        int most = 0;
        for (long at = from; at < to; at = frames.after(at)) {
            most = Math.max(most, frames.size(at));
        }
        return most;
    }

    /** Fills {@link #before} with the last frames before the suspect, and returns their number. */
    private int collectBefore(Frames frames, long suspect) {
        int all = 0;
        for (long at = frames.first(); at < suspect; at = frames.after(at)) {
            all += frames.size(at) > 0 ? 1 : 0;
        }
        long start = frames.first();
        for (int skip = Math.max(0, all - NEAR); skip > 0; start = frames.after(start)) {
            skip -= frames.size(start) > 0 ? 1 : 0;
        }
        return collect(frames, start, suspect, before);
    }

    private static int collect(Frames frames, long start, long end, long[] into) {
        int count = 0;
        for (long at = start; at < end && count < into.length; ) {
            long next = frames.after(at);
            if (next < 0) {
                break;
            }
            if (frames.size(at) > 0) {
                into[count] = at;
                count++;
            }
            at = next;
        }
        return count;
    }

    /** Chooses by size: rank 0 is the smallest frame, the first of equals. */
    private void choose(Frames frames, long[] candidates, int count, int rank) {
        for (int i = 0; i < count; i++) {
            sizes[i] = frames.size(candidates[i]);
        }
        int chosen = 0;
        for (int i = 0; i <= rank; i++) {
            chosen = smallest(count);
            sizes[chosen] = Integer.MAX_VALUE; // not again
        }
        from = candidates[chosen];
        to = frames.after(from);
    }

    private int smallest(int count) {
        int found = 0;
        for (int i = 1; i < count; i++) {
            found = sizes[i] < sizes[found] ? i : found;
        }
        return found;
    }
}
