// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** Kinds of {@link Disturber}. */
final class Disturbers {
    /** How long a collector takes to close on what it has read. */
    private static final double REACTION = 0.001;

    private Disturbers() {}

    /** Ends each connection after a time that is drawn. */
    record Life(DoubleSupplier seconds) implements Disturber {
        @Override
        public double connected(double now) {
            return now + seconds.getAsDouble();
        }
    }

    /** Is up and down in turn. The end of an uptime ends the connection. */
    static final class Uptimes implements Disturber {
        private final List<double[]> uptimes = new ArrayList<>();
        private int last;

        Uptimes(double began, DoubleSupplier up, DoubleSupplier down) {
            for (double from = began; from < 2 * World.END; ) {
                double to = from + up.getAsDouble();
                uptimes.add(new double[] {from, to});
                from = to + down.getAsDouble();
            }
        }

        @Override
        public boolean accepts(double now) {
            return endAfter(now) > now;
        }

        @Override
        public double connected(double now) {
            double end = endAfter(now);
            return end > now ? end : now + REACTION / 10;
        }

        /** Returns the end of the last uptime that has begun. Never called with an earlier time than before. */
        private double endAfter(double now) {
            while (last + 1 < uptimes.size() && uptimes.get(last + 1)[0] <= now) {
                last++;
            }
            return uptimes.get(last)[1];
        }
    }

    /** Ends connections to which nothing was written for so long. */
    record IdleCut(World world, double seconds) implements Disturber {
        @Override
        public double connected(double now) {
            return now + seconds;
        }

        @Override
        public double written(Burst burst, double end) {
            if (end <= burst.at()) {
                return end;
            }
            boolean busy = burst.live() && world.rate() > 0 && 1 / world.rate() < seconds;
            return busy ? World.NEVER : burst.at() + seconds + world.roundTrip();
        }
    }

    /** A balancer. A connection that leads to a dead backend ends when anything is written to it. */
    static final class Balancer implements Disturber {
        private final World world;
        private final BooleanSupplier nextIsDead;
        private boolean dead;

        Balancer(World world, BooleanSupplier nextIsDead) {
            this.world = world;
            this.nextIsDead = nextIsDead;
        }

        @Override
        public double connected(double now) {
            dead = nextIsDead.getAsBoolean();
            return World.NEVER;
        }

        @Override
        public double written(Burst burst, double end) {
            return dead ? Math.min(end, burst.at() + world.roundTrip() + REACTION) : end;
        }
    }

    /** Ends a connection at a burst with some probability. */
    record Coin(World world, double probability) implements Disturber {
        @Override
        public double written(Burst burst, double end) {
            return world.random() < probability ? Math.min(end, burst.at() + world.roundTrip() + REACTION) : end;
        }
    }

    /** Ends a connection after so many frames or bytes. */
    static final class Recycler implements Disturber {
        private final World world;
        private final long mostFrames;
        private final long mostBytes;
        private long frames;
        private long bytes;

        Recycler(World world, long mostFrames, long mostBytes) {
            this.world = world;
            this.mostFrames = mostFrames;
            this.mostBytes = mostBytes;
        }

        @Override
        public double connected(double now) {
            frames = 0;
            bytes = 0;
            return World.NEVER;
        }

        @Override
        public double written(Burst burst, double end) {
            long left = Math.min(mostFrames - frames, (mostBytes - bytes) / World.FRAME_BYTES);
            long from = burst.from();
            if (!burst.live()) {
                frames += burst.to() - from;
                bytes += world.sizes().total(from, burst.to());
            }
            if (left <= 0) {
                return Math.min(end, burst.at());
            }
            if (burst.to() - from < left) {
                return end;
            }
            double read = burst.at() + world.sizes().total(from, from + left) / world.throughput();
            return Math.min(end, Math.max(world.arrival(from + left - 1), read) + world.roundTrip());
        }
    }

    /** Ends a connection if more than so many bytes come at once. */
    record Load(World world, long bytes) implements Disturber {
        private static final double OVERLOADED = 0.005;

        @Override
        public double written(Burst burst, double end) {
            long to = burst.live() ? world.tail(burst.at()) : burst.to();
            if (world.sizes().total(burst.from(), to) > bytes) {
                return Math.min(end, burst.at() + world.roundTrip() + OVERLOADED);
            }
            boolean tooMuch = burst.live() && world.rate() * World.FRAME_BYTES > bytes * 10;
            return tooMuch ? Math.min(end, burst.at() + 1 + world.roundTrip()) : end;
        }
    }
}
