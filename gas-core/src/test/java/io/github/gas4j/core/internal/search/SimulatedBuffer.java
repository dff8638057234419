// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

/** The frames of a {@link World} as a client holds them. */
final class SimulatedBuffer implements Frames {
    private final World world;
    private long released;
    private long tail;

    SimulatedBuffer(World world) {
        this.world = world;
    }

    void release(long position) {
        released = position;
    }

    /** Takes in what has arrived by now. */
    void fill(double now) {
        tail = world.tail(now);
    }

    @Override
    public long first() {
        return released;
    }

    @Override
    public long after(long at) {
        return at < tail ? at + 1 : -1;
    }

    @Override
    public int size(long at) {
        return world.sizes().get(at);
    }
}
