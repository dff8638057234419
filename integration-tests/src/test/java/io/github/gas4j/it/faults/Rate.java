// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.LoadOrder;
import java.util.Locale;

/**
 * How fast an application logs. Immutable.
 *
 * @param threads how many threads
 * @param perMinute how many events each of them logs in a minute
 */
record Rate(int threads, long perMinute) {
    /** A service under load. */
    static final Rate BUSY = perSecond(4, 5_000);
    /** Little enough for a wire with 50 ms each way, which carries about 1 MB/s with the default send buffer. */
    static final Rate FAR = perSecond(2, 1_000);
    /** A service that has little to say: everything it logged lately is in the kernels. */
    static final Rate QUIET = perSecond(1, 5);

    /** Characters of an event, about what a short line of a log has. */
    private static final int EVENT = 118;
    /** What the buffer needs for it: the line end, a header of four bytes, and padding to the next four. */
    private static final int RECORD = 124;

    static Rate perSecond(int threads, long each) {
        return new Rate(threads, 60 * each);
    }

    /** One event, and another one a while later. */
    static Rate every(long millis) {
        return new Rate(1, 60_000 / millis);
    }

    LoadOrder load(int epoch) {
        return LoadOrder.untilHalted(epoch, threads).perMinute(perMinute);
    }

    /** Returns about how many bytes go over the wire in a second. */
    long bytesPerSecond() {
        return threads * perMinute * EVENT / 60;
    }

    /** Returns about how many bytes of the buffer are needed for so long. */
    long bytesOfBuffer(long millis) {
        return threads * perMinute * RECORD * millis / 60_000;
    }

    /** Returns whether so few events come that the application is never warm, and nothing needs to be. */
    boolean isLow() {
        return threads * perMinute < 6_000;
    }

    @Override
    public String toString() {
        double perSecond = threads * perMinute / 60.0;
        return String.format(Locale.ROOT, perSecond < 1 ? "%.1f" : "%,.0f", perSecond);
    }
}
