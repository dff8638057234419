// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Wakes a sleeping consumer once the tail passes the position it waits for; a consumer that is awake costs producers one
 * volatile read.
 *
 * <p>Why no wake-up is lost: the consumer stores the position, then reads the tail; a producer moves the tail, then reads
 * the position. All four are volatile, so at least one of the two sees the other's store. The tail counts, not the
 * record's header: a record that is claimed but not yet committed must keep the consumer from sleeping.
 */
public final class Doorbell {
    /** No producer rings. */
    public static final long NEVER = Long.MAX_VALUE;

    private final AtomicLong wakeAbove = new AtomicLong(NEVER);
    private final Runnable wake;

    /** {@code wake} ends the consumer's sleep, also one that begins only afterwards. */
    public Doorbell(Runnable wake) {
        this.wake = wake;
    }

    /** A producer's, after its commit: rings if the consumer sleeps until the tail passes {@code above}. */
    public void passed(long tail) {
        long above = wakeAbove.get();
        if (tail > above) {
            wake.run(); // before the bell is taken off: a ring that fails at the end of a stack is left to the next
            // producer
            wakeAbove.compareAndSet(above, NEVER);
        }
    }

    /** Rings whatever the consumer waits for. */
    public void ring() {
        wake.run();
    }

    /** The consumer's, before it sleeps: returns false if it must not, because the tail has passed {@code above}. */
    public boolean arm(long above, FrameBuffer buffer) {
        wakeAbove.set(above);
        if (buffer.tail() <= above) {
            return true;
        }
        disarm();
        return false;
    }

    /** The consumer's, after it slept. */
    public void disarm() {
        wakeAbove.set(NEVER);
    }
}
