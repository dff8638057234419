// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import io.github.gas4j.it.fixtures.Application;
import io.github.gas4j.it.fixtures.Arrivals;
import io.github.gas4j.it.fixtures.Checks;
import io.github.gas4j.it.fixtures.Event;
import io.github.gas4j.it.fixtures.Event.Source;
import io.github.gas4j.it.fixtures.LoadOrder;
import io.github.gas4j.it.fixtures.Stats;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * An application that logs at a rate while time passes, what it says about its trouble, and the balance in the end.
 * Confined to one thread.
 */
final class Rig implements AutoCloseable {
    /** Characters after an event's id, so that its record takes as many bytes up to the millionth event of a thread. */
    static final int SIZE = 85;

    /** Bytes of the buffer that an event takes: at most 99 bytes and a newline, a header of 4 bytes, multiples of 4. */
    static final int RECORD_BYTES = 104;

    private static final int EPOCH = 1;
    private static final int DRIPPED = 2;
    private static final int MOST_PER_THREAD = 5_000;
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long DRAIN_MILLIS = 60_000;

    private final Application application;
    private final Supplier<Arrivals> arrivals;
    private final String destination;
    private LongSupplier dripMillis = () -> Long.MAX_VALUE;
    private boolean dripping;
    private long dripped;
    private long nextDrip;
    private int linesBefore;
    private long troubleSince = System.nanoTime();
    private String warning = "";
    private long warnedAfterMillis = Outcome.NEVER;

    Rig(Setup setup, String host, int port, Supplier<Arrivals> arrivals) throws IOException {
        this.application = setup.start(host, port);
        this.destination = host + ":" + port;
        this.arrivals = arrivals;
    }

    /** Starts to log so many events in a second, until {@link #halt()}. */
    void log(double perSecond) {
        if (perSecond < 1) {
            drip(() -> Math.round(1_000 / perSecond));
            return;
        }
        int threads = (int) Math.ceil(perSecond / MOST_PER_THREAD);
        application.begin(LoadOrder.untilHalted(EPOCH, threads)
                .perSecond(Math.round(perSecond / threads))
                .sized(SIZE));
    }

    /** Starts to log one event after each of these intervals, the first one now, until {@link #halt()}. */
    void drip(LongSupplier intervalMillis) {
        dripMillis = intervalMillis;
        dripping = true;
        nextDrip = System.nanoTime();
    }

    /** Ends logging. */
    void halt() {
        if (dripping) {
            dripping = false;
        } else {
            application.halt();
            application.join();
        }
    }

    /** Marks the beginning of trouble that the application must tell of; without a call that is the start. */
    void troubleBegins() {
        linesBefore = application.output().size();
        troubleSince = System.nanoTime();
        warning = "";
        warnedAfterMillis = Outcome.NEVER;
    }

    /** Returns the first WARN line about the destination since the trouble began, or an empty text. */
    String warning() {
        return warning;
    }

    /** Lets time pass, logs what is due in it and looks for lines about the trouble. */
    void pass(long millis) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, SLICE_NANOS));
            tick();
        }
    }

    private void tick() {
        if (dripping && System.nanoTime() - nextDrip >= 0) {
            application.say(new Event(new Source(DRIPPED, 0), dripped++, SIZE).text());
            nextDrip = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(dripMillis.getAsLong());
        }
        if (warning.isEmpty()) {
            warning = application.output().stream()
                    .skip(linesBefore)
                    .filter(line -> line.contains("WARN") && line.contains(destination))
                    .findFirst()
                    .orElse("");
            warnedAfterMillis = warning.isEmpty()
                    ? Outcome.NEVER
                    : Checks.since(troubleSince).toMillis();
        }
    }

    /**
     * Waits until the buffer is empty and everything that was not dropped has arrived, or until nothing has arrived for
     * the time given; returns the balance.
     */
    Outcome settle(long patienceMillis) {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DRAIN_MILLIS);
        while (stats().get("BufferedEvents") > 0 && System.nanoTime() - limit < 0) {
            pass(100);
        }
        Arrivals last = arrivals.get();
        long changedAt = System.nanoTime();
        while (isIncomplete(last) && Checks.since(changedAt).toMillis() < patienceMillis) {
            pass(500);
            Arrivals next = arrivals.get();
            changedAt = next.frames() > last.frames() ? System.nanoTime() : changedAt;
            last = next;
        }
        tick();
        return Outcome.of(quiet(), arrivals.get(), warnedAfterMillis);
    }

    private boolean isIncomplete(Arrivals arrived) {
        Stats stats = stats();
        return arrived.all() < stats.get("Offered") - stats.get("Dropped");
    }

    /** Returns the counters when two readings are equal, or the last ones after a while. */
    private Stats quiet() {
        Stats last = stats();
        for (int i = 0; i < 100; i++) {
            pass(60);
            Stats next = stats();
            if (next.equals(last)) {
                return next;
            }
            last = next;
        }
        return last;
    }

    Stats stats() {
        return application.stats();
    }

    Application application() {
        return application;
    }

    @Override
    public void close() throws IOException {
        application.close();
    }
}
