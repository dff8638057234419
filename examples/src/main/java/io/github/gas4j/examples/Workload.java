// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Threads that log numbered events at a steady rate, and time each call. Thread-safe: each thread writes only its own
 * element of the array and its own timings.
 */
final class Workload {
    /** Waking a thread for each event would cost more than logging it. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The first events load classes; how long that takes says nothing about the appender. */
    private static final int UNTIMED = 100;

    private final String epoch;
    private final int perSecond;
    private final Consumer<String> log;
    private final AtomicIntegerArray logged;
    private final List<Timings> timings = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /** Starts so many threads, each of which logs {@code perSecond} events a second. */
    Workload(String epoch, int threadCount, int perSecond, Consumer<String> log) {
        this.epoch = epoch;
        this.perSecond = perSecond;
        this.log = log;
        logged = new AtomicIntegerArray(threadCount);
        for (int i = 0; i < threadCount; i++) {
            int number = i;
            Timings ofThread = new Timings();
            timings.add(ofThread);
            Thread thread = new Thread(() -> work(number, ofThread), "worker-" + number);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    /** Returns how many events each thread has logged. */
    List<Integer> logged() {
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < logged.length(); i++) {
            counts.add(logged.get(i));
        }
        return counts;
    }

    /** Returns how long each thread's calls took, but for its first ones. */
    List<Timings> timings() {
        return timings;
    }

    /** Returns when every thread has ended. */
    void stop() throws InterruptedException {
        stopping = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void work(int thread, Timings ofThread) {
        long start = System.nanoTime();
        int seq = 0;
        while (!stopping) {
            long due = (System.nanoTime() - start) * perSecond / TimeUnit.SECONDS.toNanos(1);
            while (seq < due) {
                long nanos = log(new EventId(epoch, thread, seq).message());
                if (seq >= UNTIMED) {
                    ofThread.add(nanos);
                }
                logged.set(thread, ++seq);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private long log(String message) {
        long before = System.nanoTime();
        log.accept(message);
        return System.nanoTime() - before;
    }
}
