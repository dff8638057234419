// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import com.sun.management.ThreadMXBean;
import io.github.gas4j.testkit.Threads;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Threads that log for some seconds, as fast as they can or at a rate. Thread-safe: each worker has its own histogram, read
 * after its end.
 */
public final class Load {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SHORT_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    /** Virtual threads are not preempted: all of them log only if each lets the next one run now and then. */
    private static final int EVENTS_IN_TURN = 64;

    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Target target;
    private final String message;
    private final int threads;
    private final boolean virtual;
    private final long nanos;
    /** Nanoseconds between two events of one thread, 0 if it does not wait. */
    private final long interval;

    /** How many events end a thread's load. */
    private final long most;

    private final Pace pace;
    private final LongAdder events = new LongAdder();
    private final LongAdder allocated = new LongAdder();
    private final Histogram timings = new Histogram(LONGEST_NANOS, 3);
    /** The calls alone, without those that they kept waiting. */
    private final Histogram calls = new Histogram(LONGEST_NANOS, 3);

    private volatile boolean stop;

    /** Reads what the parent asks for. */
    Load(Target target, Facts order) {
        this.target = target;
        message = "x".repeat((int) order.number("messageBytes"));
        threads = (int) order.number("threads");
        virtual = Boolean.parseBoolean(order.text("virtual"));
        nanos = TimeUnit.MILLISECONDS.toNanos(order.number("millis"));
        long rate = order.number("rate");
        interval = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(threads) / rate;
        long wanted = order.number("events");
        most = wanted == 0 ? Long.MAX_VALUE : wanted / threads;
        pace = Pace.valueOf(order.text("pace"));
    }

    /** How a thread waits for its next event. */
    public enum Pace {
        /** Not at all. */
        FLAT_OUT,
        /** It spins, finds its caches warm and can time calls of a fraction of a microsecond. */
        TIMED,
        /** It sleeps for a moment at a time, logs what has become due and times each call: for rates beyond timers. */
        BURSTS,
        /** It sleeps a millisecond at a time, which leaves the CPU time to what is measured. */
        PACED,
        /** It sleeps for random times, and ends each message with the time of its call. */
        STAMPED
    }

    /** Runs to the end and tells how many events were logged, how long calls took and what callers allocated. */
    Facts run() throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            workers.add(Threads.start(virtual, "load-" + i, this::work));
        }
        for (Thread worker : workers) {
            TimeUnit.NANOSECONDS.timedJoin(worker, start + nanos - System.nanoTime());
        }
        stop = true;
        for (Thread worker : workers) {
            worker.join();
        }
        return new Facts()
                .with("events", events.sum())
                .with("nanos", System.nanoTime() - start)
                .with("allocated", allocated.sum())
                .with("p50", timings.getValueAtPercentile(50))
                .with("p99", timings.getValueAtPercentile(99))
                .with("p99Calls", calls.getValueAtPercentile(99))
                .with("p999", timings.getValueAtPercentile(99.9))
                .with("p9999", timings.getValueAtPercentile(99.99))
                .with("max", timings.getMaxValue());
    }

    private void work() {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        switch (pace) {
            case FLAT_OUT -> flatOut();
            case TIMED -> timed();
            case BURSTS -> bursts();
            case PACED -> paced();
            case STAMPED -> stamped();
        }
        target.flush();
        allocated.add(THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    @SuppressWarnings("ThreadPriorityCheck") // the threads' turns are the load, not a means to an end
    private void flatOut() {
        long count = 0;
        while (!stop && count < most) {
            target.log(message, (int) count);
            count++;
            if (virtual && count % EVENTS_IN_TURN == 0) {
                Thread.yield();
            }
        }
        events.add(count);
    }

    /** Records each call; a long one is corrected later, as if the calls after it had been due in between. */
    private void bursts() {
        Histogram own = new Histogram(LONGEST_NANOS, 3);
        long start = System.nanoTime();
        long count = 0;
        while (!stop) {
            long due = (System.nanoTime() - start) / interval;
            for (; count < due && !stop; count++) {
                long begin = System.nanoTime();
                target.log(message, (int) count);
                own.recordValue(Math.min(System.nanoTime() - begin, LONGEST_NANOS));
            }
            LockSupport.parkNanos(SHORT_PAUSE_NANOS);
        }
        events.add(count);
        synchronized (timings) {
            timings.add(own.copyCorrectedForCoordinatedOmission(interval));
            calls.add(own);
        }
    }

    private void paced() {
        long start = System.nanoTime();
        long count = 0;
        while (!stop) {
            long due = (System.nanoTime() - start) / interval;
            for (; count < due && !stop; count++) {
                target.log(message, (int) count);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        events.add(count);
    }

    /** Random gaps, from none to twice the interval; those shorter than the kernel's timers can tell become bursts. */
    private void stamped() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long due = System.nanoTime();
        long count = 0;
        while (!stop) {
            long now = System.nanoTime();
            if (now < due) {
                LockSupport.parkNanos(due - now);
            } else {
                target.log(Delays.stamp(message, now), (int) count);
                count++;
                due += random.nextLong(2 * interval);
            }
        }
        events.add(count);
    }

    /** Records each call, and for one that took longer than the interval also the calls that it kept waiting. */
    private void timed() {
        Histogram own = new Histogram(LONGEST_NANOS, 3);
        long due = System.nanoTime();
        long count = 0;
        while (!stop) {
            long begin = System.nanoTime();
            while (begin < due) {
                Thread.onSpinWait();
                begin = System.nanoTime();
            }
            target.log(message, (int) count);
            own.recordValueWithExpectedInterval(Math.min(System.nanoTime() - begin, LONGEST_NANOS), interval);
            count++;
            due += interval;
        }
        events.add(count);
        synchronized (timings) {
            timings.add(own);
        }
    }
}
