// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import java.time.Duration;

/** How large a run is: short enough for every build, or long enough to be believed. Immutable. */
enum Size {
    /** A few of everything. */
    SHORT(2, 10, 3, 1_500, 10, 250),
    /** What the published table comes from; chosen by the system property {@code gas.faults=FULL}. */
    FULL(4, 240, 20, 10_000, 1, 50);

    private static final int PER_THREAD = 1_000;

    private final int threads;
    private final int kills;
    private final int repeats;
    private final int outageMillis;
    private final Duration usual;
    private final Duration longest;

    Size(int threads, int kills, int repeats, int outageMillis, int usualMillis, int longestMillis) {
        this.threads = threads;
        this.kills = kills;
        this.repeats = repeats;
        this.outageMillis = outageMillis;
        this.usual = Duration.ofMillis(usualMillis);
        this.longest = Duration.ofMillis(longestMillis);
    }

    static Size chosen() {
        return valueOf(System.getProperty("gas.faults", SHORT.name()));
    }

    /** Returns how fast an application logs, unless it is about that. */
    Rate rate() {
        return Rate.perSecond(threads, PER_THREAD);
    }

    /** Returns how often a process is killed. */
    int kills() {
        return kills;
    }

    /** Returns how often something happens that is done with at once. */
    int repeats() {
        return repeats;
    }

    /**
     * Returns what 99.9 % of all calls may take. A short run shares the machine with another trial, and tells only whether
     * callers wait for the network.
     */
    Duration usual() {
        return usual;
    }

    /** Returns what the longest call may take, with the same reservation. */
    Duration longest() {
        return longest;
    }

    /** Returns how long something is down. */
    int outageMillis() {
        return outageMillis;
    }
}
