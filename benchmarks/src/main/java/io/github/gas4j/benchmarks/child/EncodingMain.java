// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Measures one encoder: answers {@code warm} and {@code encode} with the nanoseconds of this thread's CPU time and the bytes
 * that an event takes beyond those of its making. Confined to the main thread.
 */
public final class EncodingMain {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** A moment, and no round one. */
    private static final long FIRST_MILLIS = 1_795_712_348_728L;
    /** So many events share a millisecond if they come flat out: a million a second. */
    private static final int EVENTS_OF_A_MILLISECOND = 1 << 10;

    private static final int SLICES = 5;

    private final Encoding encoding;
    private long millis = FIRST_MILLIS;
    private long count;

    private EncodingMain(Encoding encoding) {
        this.encoding = encoding;
    }

    /** Loads the encoder of the framework that the first argument names, and serves the parent's commands. */
    public static void main(String[] arguments) throws IOException {
        Thread.currentThread().setName("app-0");
        EncodingMain main =
                new EncodingMain(arguments[0].equals("LOGBACK") ? LogbackEncoding.load() : Log4jEncoding.load());
        Commands.serve(main::handle);
    }

    private Facts handle(String command, Facts arguments) {
        EventKind kind = EventKind.valueOf(arguments.text("event"));
        long nanos = TimeUnit.MILLISECONDS.toNanos(arguments.number("millis"));
        encoding.prepare(kind);
        if (command.equals("warm")) {
            return warm(kind, nanos, arguments.number("events"));
        }
        Facts facts = new Facts();
        measure(kind, Pace.FLAT_OUT, nanos, facts);
        measure(kind, Pace.OWN_MILLISECOND, nanos, facts);
        encoding.makeEvent(kind, millis);
        return facts.with("length", encoding.encode());
    }

    /** How far apart events are by their own times. */
    private enum Pace {
        /** Many have the same millisecond. */
        FLAT_OUT,
        /** Each has its own, as below a thousand events a second. */
        OWN_MILLISECOND
    }

    /** Flat out and paced in turns, so that the compiler knows both. */
    private Facts warm(EventKind kind, long nanos, long events) {
        long end = System.nanoTime() + nanos;
        long before = count;
        while (count - before < events && System.nanoTime() < end) {
            make(kind, Pace.FLAT_OUT);
            encode(kind, Pace.FLAT_OUT);
            encode(kind, Pace.OWN_MILLISECOND);
        }
        return new Facts().with("events", count - before);
    }

    /** Making and encoding in turns, slice after slice; the median slice counts. */
    private void measure(EventKind kind, Pace pace, long nanos, Facts facts) {
        long[] picos = new long[SLICES];
        long[] bytes = new long[SLICES];
        for (int slice = 0; slice < SLICES; slice++) {
            long end = System.nanoTime() + nanos / SLICES;
            long cpu = 0;
            long allocated = 0;
            long events = 0;
            do {
                long cpuStart = THREADS.getCurrentThreadCpuTime();
                long bytesStart = THREADS.getCurrentThreadAllocatedBytes();
                make(kind, pace);
                long cpuMade = THREADS.getCurrentThreadCpuTime();
                long bytesMade = THREADS.getCurrentThreadAllocatedBytes();
                encode(kind, pace);
                cpu += THREADS.getCurrentThreadCpuTime() - cpuMade - (cpuMade - cpuStart);
                allocated += THREADS.getCurrentThreadAllocatedBytes() - bytesMade - (bytesMade - bytesStart);
                events += kind.batch();
            } while (System.nanoTime() < end);
            picos[slice] = cpu * 1000 / events;
            bytes[slice] = Math.round((double) allocated / events);
        }
        Arrays.sort(picos);
        Arrays.sort(bytes);
        facts.with(pace + "_PICOS", picos[SLICES / 2]).with(pace + "_BYTES", bytes[SLICES / 2]);
    }

    private void make(EventKind kind, Pace pace) {
        for (int i = 0; i < kind.batch(); i++) {
            encoding.makeEvent(kind, nextMillis(pace));
        }
    }

    private void encode(EventKind kind, Pace pace) {
        for (int i = 0; i < kind.batch(); i++) {
            encoding.makeEvent(kind, nextMillis(pace));
            encoding.encode();
        }
    }

    private long nextMillis(Pace pace) {
        count++;
        if (pace == Pace.OWN_MILLISECOND || count % EVENTS_OF_A_MILLISECOND == 0) {
            millis++;
        }
        return millis;
    }
}
