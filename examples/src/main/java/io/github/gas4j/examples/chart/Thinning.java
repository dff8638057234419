// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Leaves out the points of a line that nobody would miss, as Ramer, Douglas and Peucker do: what stays is never farther
 * from what is left out than a tolerance. A file needs far fewer bytes for it. Stateless.
 */
final class Thinning {
    private Thinning() {}

    /**
     * Returns the indices of the points that stay, in order; the first and the last point always do.
     *
     * @param x ascending
     * @param y as many
     * @param tolerance how far a point may be above or below the line that stays
     */
    static List<Integer> kept(double[] x, double[] y, double tolerance) {
        List<Integer> kept = new ArrayList<>();
        if (x.length > 0) {
            kept.add(0);
            keepWithin(0, x.length - 1, x, y, tolerance, kept);
        }
        return kept;
    }

    /** Adds what stays behind the first point, up to and with the last one. */
    private static void keepWithin(int first, int last, double[] x, double[] y, double tolerance, List<Integer> kept) {
        int farthest = first;
        double distance = tolerance;
        for (int i = first + 1; i < last; i++) {
            double part = (x[i] - x[first]) / (x[last] - x[first]);
            double above = Math.abs(y[i] - y[first] - part * (y[last] - y[first]));
            if (above > distance) {
                farthest = i;
                distance = above;
            }
        }
        if (farthest > first) {
            keepWithin(first, farthest, x, y, tolerance, kept);
            keepWithin(farthest, last, x, y, tolerance, kept);
        } else if (last > first) {
            kept.add(last);
        }
    }
}
