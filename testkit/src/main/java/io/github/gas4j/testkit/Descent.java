// SPDX-License-Identifier: MIT
package io.github.gas4j.testkit;

import java.util.Arrays;
import java.util.List;

/**
 * Descends to the end of a stack and calls something at every depth on the way back. Confined to one thread at a time: a
 * descent has a thread of its own, for which {@link #run} waits.
 */
public final class Descent {
    /** At how many depths there is a call. */
    public static final int DEPTHS = 300;

    private final Runnable call;
    private final Throwable[] thrown;
    private long calls;
    private int failures;

    /** Prepares at most so many descents. */
    public Descent(int most, Runnable call) {
        this.call = call;
        thrown = new Throwable[most * DEPTHS];
    }

    /** Descends once, on a stack of this size. */
    public void run(int stackBytes) throws InterruptedException {
        Thread thread = new Thread(null, this::descend, "application", stackBytes);
        thread.start();
        thread.join();
    }

    /** Returns the distance from the end. */
    @SuppressWarnings("InfiniteRecursion") // up to the end of the stack
    private int descend() {
        int distance = 0;
        try {
            distance = descend() + 1;
        } catch (StackOverflowError end) {
            // this is the deepest call
        }
        if (distance < DEPTHS) {
            attempt();
        }
        return distance;
    }

    private void attempt() {
        try {
            call.run();
            calls++;
        } catch (Throwable failed) {
            thrown[failures] = failed; // looked at later, where there is stack for it
            failures++;
        }
    }

    /** Returns how many calls have returned. */
    public long returned() {
        return calls;
    }

    /** Returns what the other calls have thrown. */
    public List<Throwable> thrown() {
        return Arrays.asList(thrown).subList(0, failures);
    }
}
