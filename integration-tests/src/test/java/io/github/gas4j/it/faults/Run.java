// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import java.time.Duration;

/**
 * How much of a fault there is: the size of the whole run, and the load of one trial. Immutable.
 *
 * @param size how large the run is
 * @param rate how fast the application logs
 */
record Run(Size size, Rate rate) {
    /** About the time in which a new process of a collector is there. */
    static final long START_MILLIS = 500;

    private static final int MOST_KILLS = 40;
    private static final Duration BUSY_LONGEST = Duration.ofMillis(100);
    private static final int BUSY_OUTAGE_MILLIS = 2_000;

    /**
     * Returns how often a process is killed. With another than the usual load it is less often: no connection lives for a
     * second meanwhile, and after two minutes without one a client with the default settings may give up.
     */
    int kills() {
        return rate.equals(size.rate()) ? size.kills() : Math.min(size.kills(), MOST_KILLS);
    }

    /** Returns what the longest call may take; two cores that carry a high load let a thread wait for longer. */
    Duration longest() {
        return isBusy() && BUSY_LONGEST.compareTo(size.longest()) > 0 ? BUSY_LONGEST : size.longest();
    }

    private boolean isBusy() {
        return rate.equals(Rate.BUSY);
    }

    /** Returns how often something happens that is done with at once. */
    int repeats() {
        return size.repeats();
    }

    /** Returns how long something is down; under a high load so long that the default buffer can hold it. */
    int outageMillis() {
        return isBusy() ? Math.min(size.outageMillis(), BUSY_OUTAGE_MILLIS) : size.outageMillis();
    }
}
