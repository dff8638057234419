// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A simulated collector, the network to it, and the stream of frames. Time is in seconds from the start of the run, and
 * positions are frame numbers, so that writing a million frames costs no more than writing one.
 */
final class World {
    /** When a run ends. */
    static final double END = 120;

    static final double NEVER = Double.POSITIVE_INFINITY;
    static final int FRAME_BYTES = 100;
    /** Room of a frame in the buffer. */
    static final int RECORD_BYTES = FRAME_BYTES + 16;

    static final long CAPACITY = 8 << 20;
    /** Frames in a full replay window of 1 MiB. */
    static final long WINDOW = (1 << 20) / RECORD_BYTES;
    /** Frames that are there from the start if there is no rate. */
    private static final long MANY = 1_000_000;

    private static final double MOST_BYTES_PER_SECOND = 2e8;
    /** What a socket takes although the collector does not read it. */
    private static final double SOCKET_BYTES = 8e5;

    private final Setting setting;
    private final SplittableRandom random;
    private final long unreleased;
    private final double speed;
    private final Sizes sizes = new Sizes(FRAME_BYTES);
    private final Set<Long> poison = new TreeSet<>();
    private final Disturber disturber;
    private double downUntil = -1;

    World(Setting setting, SplittableRandom random) {
        this.setting = setting;
        this.random = random;
        unreleased = setting.unreleased();
        speed = setting.roundTrip() > 0
                ? Math.min(MOST_BYTES_PER_SECOND, 1e5 / setting.roundTrip())
                : MOST_BYTES_PER_SECOND;
        setting.sizes().forEach(sizes::set);
        Arrays.stream(setting.poison()).forEach(frame -> {
            poison.add(unreleased + frame);
            sizes.set(unreleased + frame, setting.poisonBytes());
        });
        disturber = setting.disturber().apply(this);
    }

    /** Connects. Returns null if the collector refuses. */
    @Nullable
    Wire connect(double now) {
        return now < downUntil || !disturber.accepts(now) ? null : new Wire(this, now + roundTrip());
    }

    /** Returns the position behind the last frame that has arrived. */
    long tail(double now) {
        double most = (double) unreleased + 1 + Math.min(setting.behind(), rate() > 0 ? Long.MAX_VALUE : MANY);
        return (long) (rate() > 0 ? Math.min(most, unreleased + 1 + Math.max(0, now) * rate()) : most);
    }

    /** Returns when a frame arrives. */
    double arrival(long position) {
        return position <= unreleased || rate() <= 0 ? -NEVER : (position - unreleased) / rate();
    }

    /** Returns the first position of which no byte can have been written by {@code until}. */
    long written(long from, double since, double until) {
        double room = Math.min((until - since) * speed, (until - since) * setting.readsPerSecond() + SOCKET_BYTES);
        long low = from;
        long high = Math.max(from, tail(until));
        if (sizes.total(low, high) <= room) {
            return high;
        }
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (sizes.total(from, middle) < room) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Refuses connects for a while, because a frame has ended the collector. */
    void crash(double now) {
        downUntil = now + setting.outage();
    }

    void drop(long position) {
        sizes.set(position, 0);
    }

    boolean isPoison(long position) {
        return poison.contains(position);
    }

    Set<Long> poison() {
        return poison;
    }

    Sizes sizes() {
        return sizes;
    }

    Setting setting() {
        return setting;
    }

    Disturber disturber() {
        return disturber;
    }

    /** Returns a number from 0 to 1. */
    double random() {
        return random.nextDouble();
    }

    long unreleased() {
        return unreleased;
    }

    double rate() {
        return setting.rate();
    }

    double roundTrip() {
        return setting.roundTrip();
    }

    /** Returns how many bytes a second the client can write. */
    double speed() {
        return speed;
    }

    /** Returns how many bytes a second the collector can get. */
    double throughput() {
        return Math.min(speed, setting.readsPerSecond());
    }
}
