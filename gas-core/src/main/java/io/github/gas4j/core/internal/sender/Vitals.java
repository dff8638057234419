// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import io.github.gas4j.core.internal.buffer.Count;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.release.Arrivals;
import io.github.gas4j.core.internal.release.LastProgress;
import io.github.gas4j.core.internal.session.Outbound;
import java.util.function.LongSupplier;

/**
 * What other threads read of the sender's positions, ages and times. An outage is here the time without any connection: it
 * begins with a failure and ends with the next connection, proven or not.
 *
 * <p>Thread-safe: only the sender writes, or the thread that ends the client after it. Any thread reads. {@code oldestSince} is
 * stored before {@code waits}, so a thread that sees that something waits sees since when. Nothing is allocated.
 */
public final class Vitals {
    private final Ledger ledger;
    private final Arrivals arrivals;
    private final LastProgress progress;
    private final LongSupplier clock;
    private final Stopwatch outageTime = new Stopwatch();
    private final Count outages = new Count();
    private final Count connects = new Count();
    private final Count connectNanos = new Count();
    private boolean started;
    private long attemptBegan;

    private volatile long sentPosition;
    private volatile long oldestSince;
    private volatile boolean waits;

    Vitals(Outbound outbound, LongSupplier clock) {
        ledger = outbound.ledger();
        arrivals = outbound.arrivals();
        progress = outbound.progress();
        this.clock = clock;
    }

    // ---- the sender

    /** Called in each cycle, after everything that moves a position. */
    void tick(long now) {
        arrivals.tick(now, ledger.buffer().tail(), ledger.released());
        long sent = ledger.sent();
        sentPosition = sent;
        oldestSince = arrivals.since(sent, now);
        waits = ledger.unsentBytes() > 0;
    }

    /** Called when an attempt to connect begins, the first time at the start of the client. */
    void attempt(long now) {
        if (!started) {
            started = true;
            progress.reached(now);
        }
        attemptBegan = clock.getAsLong(); // a connection may be there within the cycle
    }

    /** Called when the attempt has led to a connection. */
    void connected() {
        long now = clock.getAsLong(); // not the cycle's time, or a reader would see the outage become shorter
        outageTime.stop(now);
        connectNanos.add(Math.max(0, now - attemptBegan));
        connects.increment();
    }

    /** Called when an attempt has failed or a connection was lost. */
    void failed(long now) {
        if (outageTime.start(now)) {
            outages.increment();
        }
    }

    /** Called at the end of the client. */
    void ended(long now) {
        outageTime.stop(now);
    }

    // ---- any thread

    /** Returns the position up to which frames have been written, as of the last cycle. */
    public long sentPosition() {
        return sentPosition;
    }

    /** Returns how long the oldest event that waits to be written has been in the buffer, or 0 if none waits. */
    public long oldestBufferedNanos() {
        return waits ? Math.max(0, clock.getAsLong() - oldestSince) : 0;
    }

    /** Returns how long ago anything last reached the collector. */
    public long sinceLastProgressNanos() {
        return progress.nanosAgo(clock.getAsLong());
    }

    /** Returns how many outages there were, a present one included. */
    public long outages() {
        return outages.sum();
    }

    /** Returns how long they have lasted together. */
    public long outageNanos() {
        return outageTime.nanos(clock.getAsLong());
    }

    /** Returns how many attempts have led to a connection. */
    public long connects() {
        return connects.sum();
    }

    /** Returns how long these attempts took together, from the lookup of the name to the end of the TLS handshake. */
    public long connectNanos() {
        return connectNanos.sum();
    }
}
