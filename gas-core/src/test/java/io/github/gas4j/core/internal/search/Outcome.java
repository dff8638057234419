// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

/** What has happened in one run. */
final class Outcome {
    private final World world;
    private int innocents;
    private int found;
    private int unasked;
    private int poisonReleased;
    private int searches;
    private int rejections;
    private long lastRejected = -1;
    /** Position below which all frames have been written. */
    private long written;

    private long again;
    private double flowing = Double.NaN;
    private long noRoom;

    Outcome(World world) {
        this.world = world;
        written = world.unreleased();
    }

    void wrote(long from, long to) {
        again += Math.max(0, Math.min(to, written) - from);
        written = Math.max(written, to);
    }

    void released(long from, long to) {
        for (long position : world.poison()) {
            boolean isHere = position >= from && position < to && world.sizes().get(position) > 0;
            poisonReleased += isHere ? 1 : 0;
        }
    }

    void searching() {
        searches++;
    }

    void rejected(long position) {
        rejections++;
        lastRejected = Math.max(lastRejected, position);
        dropped(position);
    }

    void droppedUnasked(long position) {
        unasked++;
        dropped(position);
    }

    /** Notes that a connection lasts. Frames flow once it has come to those behind the last one that was rejected. */
    void flows(long from, double connected, long released) {
        long behind = Math.max(from, lastRejected + 1);
        double written = world.sizes().total(from, behind) / world.speed();
        flowing = Math.max(connected, world.arrival(behind)) + written;
        long most = World.CAPACITY / World.RECORD_BYTES;
        noRoom = world.rate() > 0 ? Math.max(0, world.tail(flowing) - released - most) : 0;
    }

    private void dropped(long position) {
        if (world.isPoison(position)) {
            found++;
        } else {
            innocents++;
        }
    }

    /** Returns how many frames were dropped that the collector accepts. */
    int innocents() {
        return innocents;
    }

    /** Returns how many frames were dropped that the collector does not accept. */
    int found() {
        return found;
    }

    /** Returns how many frames were dropped because of their size, without being written. */
    int unasked() {
        return unasked;
    }

    /** Returns how many frames were released although the collector does not accept them, because it closed too late. */
    int poisonReleased() {
        return poisonReleased;
    }

    int searches() {
        return searches;
    }

    int rejections() {
        return rejections;
    }

    /**
     * Returns for how many seconds frames have not flowed: since the arrival of the last poisoned frame or, if some were
     * dropped for their size, since the start. Returns NaN if they do not flow.
     */
    double stoppedSeconds() {
        if (unasked > 0) {
            return flowing;
        }
        double last = world.poison().stream().mapToDouble(world::arrival).max().orElse(0);
        return flowing - Math.max(0, last);
    }

    /** Returns how many frames have found no room in the buffer until frames flowed again. */
    long noRoom() {
        return noRoom;
    }

    /** Returns how many frames were written again. */
    long writtenAgain() {
        return again;
    }

    /** Returns how many frames were written at least once. */
    long writtenOnce() {
        return written - world.unreleased();
    }
}
