// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import org.jspecify.annotations.Nullable;

/**
 * A client in a {@link World}. It writes everything that is not released to one connection after the other, and releases
 * what has left the replay window, as the real client does. In a search it writes what the {@link Search} says.
 */
final class SimulatedClient {
    /** Longest pause before a connection of a search. */
    private static final double PAUSE = 0.05;

    private static final double LEAST_BACKOFF = 0.1;
    private static final double MOST_BACKOFF = 10;
    /** Age at which a frame counts as delivered. */
    private static final double OLD = 10;

    private static final String COLLECTOR = "collector";

    private final World world;
    private final Search search;
    private final SimulatedBuffer buffer;
    private final Outcome outcome;
    private double now;
    /** When the present outage began. */
    private double outageBegan;

    SimulatedClient(World world, Rule rule) {
        this.world = world;
        search = new Search(world::random, rule);
        buffer = new SimulatedBuffer(world);
        outcome = new Outcome(world);
    }

    /** Runs until a connection lasts until the end of the run, or the run ends otherwise. */
    Outcome run() {
        Wire wire = new Wire(world, now);
        long from = world.unreleased();
        while (wire != null && !deliver(wire, from)) {
            boolean soon = search.isOn() && search();
            wire = dial(soon);
            from = buffer.first();
        }
        return outcome;
    }

    /** Writes everything until the connection ends. Returns whether it lasts until the end of the run. */
    private boolean deliver(Wire wire, long from) {
        double began = now;
        wire.writeLive(from, began, this::drops);
        double end = wire.end();
        if (end > World.END) {
            outcome.wrote(from, world.written(from, began, World.END));
            outcome.flows(from, began, buffer.first());
            return true;
        }
        wire.closed();
        now = end;
        buffer.fill(now);
        long wireEnd = world.written(from, began, end);
        outcome.wrote(from, wireEnd);
        boolean progress = release(from, wireEnd, began);
        if (progress || end - began >= OLD) {
            outageBegan = end;
        }
        search.ended(buffer, true, progress, nanos(end - began), wireEnd, nanos(now));
        return false;
    }

    private boolean drops(long position, double at) {
        int size = world.sizes().get(position);
        if (size == 0 || size < search.sizes().leastRefused() || !search.sizes().drops(size, nanos(at))) {
            return false;
        }
        outcome.droppedUnasked(position);
        world.drop(position);
        return true;
    }

    /** Releases what is old, or written long ago with a buffer that is half full. Returns whether there was anything. */
    private boolean release(long from, long wireEnd, double began) {
        long old = buffer.first();
        long released = old;
        if (now - began >= OLD) {
            long aged = Math.min(world.written(from, began, now - OLD), wireEnd);
            released = Math.max(released, Math.max(aged, wireEnd - World.WINDOW));
        } else if ((wireEnd - old) * World.RECORD_BYTES > World.CAPACITY / 2) {
            released = Math.max(released, wireEnd - World.WINDOW);
        }
        if (released == old) {
            return false;
        }
        outcome.released(old, released);
        search.sizes().accepted(world.sizes().largest(old, released));
        buffer.release(released);
        return true;
    }

    /** Searches to the end. Returns whether the next connection is to follow soon. */
    private boolean search() {
        outcome.searching();
        Wire wire = null;
        while (search.isOn()) {
            if (wire == null) {
                wire = dial(true);
                if (wire == null) {
                    return false;
                }
                search.connects(buffer, COLLECTOR, nanos(now));
            }
            Group group = search.next(buffer, nanos(world.roundTrip()), nanos(now));
            if (group != null) {
                wire = lives(wire, group) && search.keepsConnection() ? wire : null;
            }
        }
        if (search.take() != Search.Finding.REJECTED) {
            return false;
        }
        outcome.rejected(search.suspect());
        world.drop(search.suspect());
        return true;
    }

    /** Writes a group. Returns whether the connection lives through it and through the quiet time behind it. */
    private boolean lives(Wire wire, Group group) {
        double began = now;
        double quietUntil = wire.write(group.from(), group.to(), began) + group.quietNanos() / 1e9;
        outcome.wrote(group.from(), group.to());
        boolean dies = wire.end() <= quietUntil;
        now = dies ? Math.max(now, wire.end()) : quietUntil;
        buffer.fill(now);
        if (dies) {
            wire.closed();
            search.died(buffer, nanos(now - began), nanos(now));
        } else {
            search.lived(buffer, nanos(now));
        }
        return !dies;
    }

    /**
     * Connects. Returns null if the run ends before.
     *
     * @param soon whether the first pause is short, and the others grow with the time since now
     */
    private @Nullable Wire dial(boolean soon) {
        double since = soon ? now : outageBegan;
        double bound = soon ? PAUSE : backoff(since);
        Wire wire = null;
        while (wire == null && now < World.END) {
            now += bound * world.random();
            wire = world.connect(now);
            now += world.roundTrip();
            bound = backoff(since);
        }
        buffer.fill(now);
        return wire;
    }

    private double backoff(double since) {
        return Math.min(MOST_BACKOFF, Math.max(LEAST_BACKOFF, (now - since) / 2));
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * 1e9);
    }
}
