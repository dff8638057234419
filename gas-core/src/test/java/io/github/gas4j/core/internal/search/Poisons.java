// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Settings in which the collector never accepts some frames, and ends connections for no other reason. */
final class Poisons {
    private static final double[] RATES = {0, 1, 100, 20_000};
    private static final double[] ROUND_TRIPS = {0, 0.001, 0.04};
    /** Frames before and behind the start of a run in which all frames are there from the start. */
    private static final int FEW = 20;

    /**
     * A row with a bound.
     *
     * @param row the row
     * @param seconds for how long frames may not flow after the last poisoned one has arrived
     */
    record Bounded(Row row, double seconds) {
        @Override
        public String toString() {
            return row + ", within " + seconds + " s";
        }
    }

    private Poisons() {}

    /** One frame that is too large, for each rate, each round trip and each manner of closing. */
    static List<Bounded> large() {
        List<Bounded> rows = new ArrayList<>();
        for (double rate : RATES) {
            for (double trip : ROUND_TRIPS) {
                boolean far = trip > 0.01;
                double more = far && rate > 1_000 ? 2.5 : 0;
                UnaryOperator<Setting> base = setting -> setting.roundTrip(trip).poison(0);
                String kind = String.format(Locale.ROOT, ", RTT %.0f ms", trip * 1_000);
                if (rate > 1) {
                    rows.add(bounded(
                            "closes at once" + kind,
                            rate,
                            far ? 6 + more : 2,
                            base.andThen(Setting::closesAtOnce)::apply));
                }
                rows.add(bounded("closes after the frame" + kind, rate, far ? 8 + more : 2, base));
                rows.add(bounded(
                        "closes 50 ms later" + kind,
                        rate,
                        far ? 9 + more : 6,
                        base.andThen(s -> s.delay(0.05))::apply));
            }
        }
        return rows;
    }

    /** Other places, sizes and numbers. */
    static List<Bounded> others() {
        List<Bounded> rows = new ArrayList<>();
        for (double rate : RATES) {
            places(rows, rate);
            several(rows, rate);
            slow(rows, rate);
        }
        return rows;
    }

    private static void places(List<Bounded> rows, double rate) {
        rows.add(bounded(
                "small among large ones",
                rate,
                3,
                setting -> small(setting.poison(0))
                        .size(7, 30_000)
                        .size(14, 30_000)
                        .size(21, 30_000)));
        rows.add(bounded(
                "small, closes 50 ms later",
                rate,
                6,
                setting -> small(setting.poison(0)).delay(0.05)));
        rows.add(bounded(
                "small, RTT 40 ms",
                rate,
                rate > 1_000 ? 12 : 7,
                setting -> small(setting.poison(0)).roundTrip(0.04)));
        rows.add(bounded(
                "first in the buffer", rate, 3, setting -> setting.poison(0).unreleased(0)));
        rows.add(bounded(
                "last in the buffer", rate, 2, setting -> setting.poison(0).behind(1)));
    }

    private static void several(List<Bounded> rows, double rate) {
        rows.add(bounded("two adjacent", rate, 3, setting -> setting.poison(0, 1)));
        rows.add(bounded(
                "two adjacent, first in the buffer",
                rate,
                rate == 1 ? 7 : 3,
                setting -> setting.poison(0, 1).unreleased(0)));
        rows.add(bounded(
                "two adjacent small, first in the buffer",
                rate,
                rate == 1 ? 7 : 4,
                setting -> small(setting.poison(0, 1)).unreleased(0)));
        rows.add(bounded(
                "three small, first in the buffer",
                rate,
                7,
                setting -> small(setting.poison(0, 1, 2)).unreleased(0)));
        rows.add(bounded("three within the window", rate, 4, setting -> setting.poison(0, 9, 25)));
        if (rate > 0) {
            rows.add(bounded("two, 10 s apart", rate, 2, setting -> setting.poison(0, (long) (10 * rate))));
        }
    }

    private static void slow(List<Bounded> rows, double rate) {
        rows.add(bounded(
                "collector gone for 1 s by it",
                rate,
                18,
                setting -> setting.poison(0).outage(1)));
        rows.add(bounded(
                "small, collector gone for 1 s by it",
                rate,
                22,
                setting -> small(setting.poison(0)).outage(1)));
        rows.add(bounded(
                "collector reads 3 MB/s", rate, 6, setting -> setting.poison(0).readsPerSecond(3e6)));
        rows.add(bounded(
                "small, collector reads 3 MB/s",
                rate,
                rate > 1_000 ? 15 : 6,
                setting -> small(setting.poison(0)).readsPerSecond(3e6)));
        if (rate < 1_000) { // else the collector is too slow, or the frame is released before the collector closes
            rows.add(bounded(
                    "collector reads 300 KB/s",
                    rate,
                    18,
                    setting -> setting.poison(0).readsPerSecond(3e5)));
            rows.add(bounded(
                    "closes 500 ms later",
                    rate,
                    24,
                    setting -> setting.poison(0).delay(0.5)));
        }
    }

    /** Frames that are alone in the buffer, or on which the collector closes too late. */
    static List<Row> unfindable() {
        List<Row> rows = new ArrayList<>();
        for (double rate : RATES) {
            rows.add(row(
                    "alone in the buffer",
                    rate,
                    setting -> setting.poison(0).unreleased(0).behind(0)));
            rows.add(row("closes 2 s later", rate, setting -> setting.poison(0).delay(2)));
        }
        rows.add(row("closes 500 ms later", 20_000, setting -> setting.poison(0).delay(0.5)));
        return rows;
    }

    /** One of so many frames is too large, for so long. */
    static Row stream(double rate, int every, double seconds) {
        long[] poison = new long[(int) (seconds * rate / every)];
        for (int i = 0; i < poison.length; i++) {
            poison[i] = (long) i * every;
        }
        String name = String.format(Locale.ROOT, "one of %,d too large for %.0f s", every, seconds);
        return row(name, rate, setting -> setting.poison(poison));
    }

    private static Bounded bounded(String name, double rate, double seconds, UnaryOperator<Setting> change) {
        return new Bounded(row(name, rate, change), seconds);
    }

    private static Row row(String name, double rate, UnaryOperator<Setting> change) {
        return new Row(String.format(Locale.ROOT, "%s, %,.0f/s", name, rate), random -> {
            Setting setting = new Setting().rate(rate);
            return change.apply(rate > 0 ? setting : setting.unreleased(FEW).behind(FEW + 10));
        });
    }

    private static Setting small(Setting setting) {
        return setting.poisonBytes(World.FRAME_BYTES);
    }
}
