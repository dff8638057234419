// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

/** A simulated connection. It knows when the client will see its end. */
final class Wire {
    /** Bytes of a frame by which a collector knows that it will not accept it. */
    private static final int FIRST_BYTES = 1_000;

    private static final double JITTER = 0.001;

    private final World world;
    private double end;
    /** Whether a frame that the collector does not accept ends the connection. */
    private boolean poisoned;

    /** Decides which frames are left out of a live connection. */
    interface Filter {
        boolean drops(long position, double now);
    }

    Wire(World world, double now) {
        this.world = world;
        end = world.disturber().connected(now);
    }

    double end() {
        return end;
    }

    /** Writes frames that are there already. Returns when the last byte is written. */
    double write(long from, long to, double now) {
        end = world.disturber().written(new Burst(from, to, now, false), end);
        for (long position : world.sizes().listed(from)) {
            if (position < to) {
                poison(from, position, now);
            }
        }
        return now + world.sizes().total(from, to) / world.speed();
    }

    /** Writes frames as they arrive. The first frame of the common size stands for all of them when the filter is asked. */
    void writeLive(long from, double now, Filter filter) {
        end = world.disturber().written(new Burst(from, Long.MAX_VALUE, now, true), end);
        long tail = world.tail(World.END);
        long common = world.sizes().firstCommon(from);
        double arrived = Math.max(now, world.arrival(common));
        if (common < tail && arrived < Math.min(end, World.END)) {
            filter.drops(common, arrived);
        }
        for (long position : world.sizes().listed(from)) {
            double written = Math.max(world.arrival(position), now + bytes(from, position) / world.speed());
            if (position < tail && written < Math.min(end, World.END) && !filter.drops(position, written)) {
                poison(from, position, now);
            }
        }
    }

    /** Called when the client has seen the end. */
    void closed() {
        if (poisoned && world.setting().outage() > 0) {
            world.crash(end);
        }
    }

    /** Ends the connection on a frame that the collector does not accept, unless it ends before. */
    private void poison(long from, long position, double now) {
        int size = world.sizes().get(position);
        if (size == 0 || !world.isPoison(position)) {
            return;
        }
        boolean whole = world.setting().wholeFrame();
        double before = bytes(from, position);
        double read = before + (whole ? size : Math.min(size, FIRST_BYTES));
        double arrived = world.arrival(position) + (whole ? size / world.speed() : 0);
        double rejected = Math.max(Math.max(arrived, now + read / world.throughput()), now + before / world.speed());
        double seen = rejected + world.roundTrip() + world.setting().delay() + world.random() * JITTER;
        if (seen < end) {
            end = seen;
            poisoned = true;
        }
    }

    private double bytes(long from, long to) {
        return world.sizes().total(from, to);
    }
}
