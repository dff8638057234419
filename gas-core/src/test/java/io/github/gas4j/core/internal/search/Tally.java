// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in many runs of one row. One run is repeated by the same test with {@code -Dgas.rejected.runs=1} and
 * {@code -Dgas.rejected.seed=} the seed that a failure names. The figures of the other rows mean nothing then.
 */
final class Tally {
    static final String HEAD =
            "| row | runs | innocents dropped | found | missed | released | dropped unasked | searches, fewest | mean | most "
                    + "| rejections a run | stopped s, median | longest | frames written | written again | no room, mean "
                    + "| most | failed run |";

    private static final @Nullable Long SEED = Long.getLong("gas.rejected.seed");

    private final Row row;
    private final double[] stopped;
    private int innocents;
    private int found;
    private int missed;
    private int released;
    private int unasked;
    private int fewestSearches = Integer.MAX_VALUE;
    private int mostSearches;
    private long searches;
    private long rejections;
    private long again;
    private long once;
    private long mostNoRoom;
    private long noRoom;
    private String example = "no run failed";

    private Tally(Row row, int runs) {
        this.row = row;
        stopped = new double[runs];
    }

    /** Returns how many runs there are of each row. */
    static int runs(int byDefault) {
        return Integer.getInteger("gas.rejected.runs", byDefault);
    }

    /** Runs a row with the default rule. */
    static Tally of(Row row, int runs) {
        return of(row, runs, Rule.DEFAULT);
    }

    static Tally of(Row row, int runs, Rule rule) {
        Tally tally = new Tally(row, runs);
        long first = SEED != null ? SEED : (long) row.name().hashCode() << 24;
        for (int run = 0; run < runs; run++) {
            SplittableRandom random = new SplittableRandom(first + run);
            World world = new World(row.setting().apply(random), random);
            tally.add(run, first + run, world, new SimulatedClient(world, rule).run());
        }
        Arrays.sort(tally.stopped);
        return tally;
    }

    private void add(int run, long seed, World world, Outcome outcome) {
        innocents += outcome.innocents();
        found += outcome.found();
        released += outcome.poisonReleased();
        int lacking = world.poison().size() - outcome.found() - outcome.poisonReleased();
        missed += lacking;
        unasked += outcome.unasked();
        fewestSearches = Math.min(fewestSearches, outcome.searches());
        mostSearches = Math.max(mostSearches, outcome.searches());
        searches += outcome.searches();
        rejections += outcome.rejections();
        again += outcome.writtenAgain();
        once += outcome.writtenOnce();
        noRoom += outcome.noRoom();
        mostNoRoom = Math.max(mostNoRoom, outcome.noRoom());
        stopped[run] = outcome.stoppedSeconds();
        if (outcome.innocents() > 0 || lacking > 0) {
            example = "for example with seed " + seed;
        }
    }

    int innocents() {
        return innocents;
    }

    /** Returns how many frames were neither dropped nor released although the collector does not accept them. */
    int missed() {
        return missed;
    }

    /** Returns the longest time in seconds until frames flowed again, NaN if they did not in some run. */
    double longestStop() {
        return stopped[stopped.length - 1];
    }

    /** Returns how many frames were released although the collector does not accept them. */
    int released() {
        return released;
    }

    int fewestSearches() {
        return fewestSearches;
    }

    int mostSearches() {
        return mostSearches;
    }

    /** Returns the figures as a row of a table. */
    @Override
    public String toString() {
        int runs = stopped.length;
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %d | %d | %d | %d | %d | %d | %.2f | %d | %.2f | %.2f | %.2f | %,d | %,d | %,d | %,d | %s |",
                row,
                runs,
                innocents,
                found,
                missed,
                released,
                unasked,
                fewestSearches,
                (double) searches / runs,
                mostSearches,
                (double) rejections / runs,
                stopped[runs / 2],
                longestStop(),
                once / runs,
                again / runs,
                noRoom / runs,
                mostNoRoom,
                example);
    }
}
