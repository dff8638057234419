// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Wakes the sleeping sender once the tail of the buffer passes the position that the sender waits for. While the sender is
 * awake, the doorbell costs a producer one volatile read.
 *
 * <p>Why no wake-up is lost: the sender stores the position and then reads the tail; a producer moves the tail and then
 * reads the position. All four accesses are volatile, so at least one of the two threads sees the other's store. The sender
 * does not read the header of the next record instead, because a record that is still being copied must keep it awake.
 *
 * <p>Thread-safe. Any thread may ring; only the sender arms and disarms.
 */
public final class Doorbell {
    /** A position that the tail never passes. */
    public static final long NEVER = Long.MAX_VALUE;

    private final AtomicLong wakeAbove = new AtomicLong(NEVER);
    private final Runnable wake;

    /** Makes a doorbell that is not armed. {@code wake} ends the sender's sleep, or its next one if it is awake. */
    public Doorbell(Runnable wake) {
        this.wake = wake;
    }

    /** Rings if the sender waits for a position below {@code tail}. A producer calls this after its commit. */
    public void passed(long tail) {
        long above = wakeAbove.get();
        if (tail > above) {
            wake.run(); // before disarming, so that the next producer rings if this call fails at the end of a stack
            wakeAbove.compareAndSet(above, NEVER);
        }
    }

    /** Rings, whatever the sender waits for. */
    public void ring() {
        wake.run();
    }

    /**
     * Prepares the sender's sleep until the tail passes {@code above}.
     *
     * @return false if the tail has passed it already, so that the sender must not sleep
     */
    public boolean arm(long above, FrameBuffer buffer) {
        wakeAbove.set(above);
        if (buffer.tail() <= above) {
            return true;
        }
        disarm();
        return false;
    }

    /** Makes producers stop ringing. Called by the sender after its sleep. */
    public void disarm() {
        wakeAbove.set(NEVER);
    }
}
