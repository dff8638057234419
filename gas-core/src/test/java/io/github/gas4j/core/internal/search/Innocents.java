// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/** Settings in which the collector accepts each frame, and connections end for another reason. */
final class Innocents {
    private static final long NO_LIMIT = Long.MAX_VALUE;

    private Innocents() {}

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        crashLoops(rows);
        randomCloses(rows);
        limits(rows);
        balancers(rows);
        networks(rows);
        return rows;
    }

    private static void crashLoops(List<Row> rows) {
        rows.add(crashLoop("crash loop 0.1 s, gone 0.05 s", 0.1, 0, 0.05));
        rows.add(crashLoop("crash loop 0.1 s at once", 0.1, 0, 0));
        rows.add(crashLoop("crash loop 1 s, gone 0.3 s", 1, 0, 0.3));
        rows.add(crashLoop("crash loop 1 s at once, jitter", 1, 0.3, 0));
        rows.add(crashLoop("crash loop 5 s, gone 1 s", 5, 0, 1));
    }

    private static void randomCloses(List<Row> rows) {
        for (double mean : new double[] {0.05, 0.2, 0.5, 1, 3, 10}) {
            rows.add(row(
                    "closes at random, mean " + mean + " s",
                    world -> new Disturbers.Life(() -> exponential(world, mean))));
        }
        rows.add(row("closes on a burst with p 0.5", world -> new Disturbers.Coin(world, 0.5)));
        rows.add(row("closes on a burst with p 0.8", world -> new Disturbers.Coin(world, 0.8)));
        rows.add(row(
                "accepts and closes", world -> new Disturbers.Life(() -> world.roundTrip() + world.random() * 0.002)));
        rows.add(row("closes on any data", world -> new Disturbers.Coin(world, 1)));
    }

    private static void limits(List<Row> rows) {
        rows.add(row("closes after 1,000 events", world -> new Disturbers.Recycler(world, 1_000, NO_LIMIT)));
        rows.add(row("closes after 1 MiB", world -> new Disturbers.Recycler(world, NO_LIMIT, 1 << 20)));
        rows.add(row("closes after 10 events", world -> new Disturbers.Recycler(world, 10, NO_LIMIT)));
        rows.add(row("closes after every event", world -> new Disturbers.Recycler(world, 1, NO_LIMIT)));
        rows.add(row("closes after 5 s", world -> new Disturbers.Life(() -> 5)));
        rows.add(row("closes after 0.3 s", world -> new Disturbers.Life(() -> 0.3)));
        for (double seconds : new double[] {0.03, 0.3, 1.5}) {
            rows.add(row("idle cut " + seconds + " s", world -> new Disturbers.IdleCut(world, seconds)));
        }
        rows.add(new Row(
                "dies on 32 KB at once",
                random -> drawn(random).disturber(world -> new Disturbers.Load(world, 32_000))));
        rows.add(new Row(
                "dies on 2 KB at once", random -> drawn(random).disturber(world -> new Disturbers.Load(world, 2_000))));
    }

    private static void balancers(List<Row> rows) {
        rows.add(row(
                "balancer, half of the backends dead",
                world -> new Disturbers.Balancer(world, () -> world.random() < 0.5)));
        rows.add(row("balancer, 80 % dead", world -> new Disturbers.Balancer(world, () -> world.random() < 0.8)));
        for (String backends : List.of("BBBGGG", "BBBBG", "BBBGBGBGBGBGBGBGBG")) {
            rows.add(row("balancer in turn " + backends, world -> inTurn(world, backends)));
        }
    }

    private static void networks(List<Row> rows) {
        for (double mean : new double[] {1, 0.2}) {
            rows.add(row(
                    "network up " + mean + " s, down " + mean + " s",
                    world -> new Disturbers.Uptimes(
                            -world.random(), () -> exponential(world, mean), () -> exponential(world, mean))));
        }
    }

    private static Row crashLoop(String name, double life, double jitter, double gone) {
        return row(
                name,
                world -> new Disturbers.Uptimes(
                        -world.random() * life, () -> life * (1 + jitter * (2 * world.random() - 1)), () -> gone));
    }

    /** A balancer that gives connections to bad and good backends in this order, from any of them on. */
    private static Disturber inTurn(World world, String backends) {
        int[] next = {(int) (world.random() * backends.length())};
        return new Disturbers.Balancer(world, () -> backends.charAt(next[0]++ % backends.length()) == 'B');
    }

    /** A row with one frame that may be larger than the others. */
    private static Row row(String name, Function<World, Disturber> disturber) {
        return new Row(
                name,
                random -> drawn(random)
                        .size(random.nextInt(30), (int) oneOf(random, World.FRAME_BYTES, 3_000, 60_000))
                        .disturber(disturber));
    }

    private static Setting drawn(SplittableRandom random) {
        Setting setting = new Setting().rate(oneOf(random, 0, 1, 100, 20_000)).roundTrip(oneOf(random, 0, 0.001, 0.04));
        return random.nextBoolean() ? setting.unreleased(20) : setting;
    }

    private static double oneOf(SplittableRandom random, double... values) {
        return values[random.nextInt(values.length)];
    }

    private static double exponential(World world, double mean) {
        return -mean * Math.log(1 - world.random());
    }
}
