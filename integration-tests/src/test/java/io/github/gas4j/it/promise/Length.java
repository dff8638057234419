// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

/** How long a run is: a few of everything for each build, or what the table is made of. Immutable. */
enum Length {
    /** One run of a few scenarios. */
    SHORT(1),
    /** Every scenario; chosen by the system property {@code gas.promise=LONG}. */
    LONG(20);

    private final int runs;

    Length(int runs) {
        this.runs = runs;
    }

    static Length chosen() {
        return valueOf(System.getProperty("gas.promise", SHORT.name()));
    }

    static boolean isLong() {
        return chosen() == LONG;
    }

    /** Returns how many runs a scenario with a random moment has; the system property {@code gas.promise.runs} rules. */
    static int runs() {
        return Integer.getInteger("gas.promise.runs", chosen().runs);
    }

    /** Returns the first value in a long run, else the second. */
    static int of(int inALongRun, int inAShortRun) {
        return isLong() ? inALongRun : inAShortRun;
    }
}
