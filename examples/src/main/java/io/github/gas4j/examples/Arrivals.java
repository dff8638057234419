// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which events of one application have arrived. Not thread-safe. */
final class Arrivals {
    private final List<BitSet> seen = new ArrayList<>();
    private long delivered;
    private long duplicates;

    /** Notes that an event has arrived, for the first time or once more. */
    void add(int thread, int seq) {
        while (seen.size() <= thread) {
            seen.add(new BitSet());
        }
        BitSet ofThread = seen.get(thread);
        if (ofThread.get(seq)) {
            duplicates++;
        } else {
            ofThread.set(seq);
            delivered++;
        }
    }

    /** Returns how many different events have arrived. */
    long delivered() {
        return delivered;
    }

    /** Returns how often an event arrived that had arrived before. */
    long duplicates() {
        return duplicates;
    }

    /**
     * Returns how many of the logged events have not arrived.
     *
     * @param logged how many events each thread has logged, numbered from 0
     */
    long missing(List<Integer> logged) {
        long missing = 0;
        for (int thread = 0; thread < logged.size(); thread++) {
            missing += logged.get(thread)
                    - ofThread(thread).get(0, logged.get(thread)).cardinality();
        }
        return missing;
    }

    /** Returns how many events have arrived that were never logged. */
    long unexpected(List<Integer> logged) {
        long all = logged.stream().mapToLong(Integer::longValue).sum();
        return delivered - (all - missing(logged));
    }

    /**
     * Names missing events as ranges: thread, first and last number.
     *
     * @param logged as for {@link #missing}
     * @param most how many ranges at most
     */
    List<String> missingRanges(List<Integer> logged, int most) {
        List<String> ranges = new ArrayList<>();
        for (int thread = 0; thread < logged.size(); thread++) {
            BitSet arrived = ofThread(thread);
            int from = arrived.nextClearBit(0);
            while (from < logged.get(thread) && ranges.size() < most) {
                int next = arrived.nextSetBit(from);
                int to = next < 0 ? logged.get(thread) : Math.min(next, logged.get(thread));
                ranges.add(thread + ":" + from + " to " + thread + ":" + (to - 1));
                from = arrived.nextClearBit(to);
            }
        }
        return ranges;
    }

    private BitSet ofThread(int thread) {
        return thread < seen.size() ? seen.get(thread) : new BitSet();
    }
}
