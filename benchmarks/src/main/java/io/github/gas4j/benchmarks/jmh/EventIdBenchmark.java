// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.jmh;

import io.github.gas4j.core.internal.id.EventIds;
import io.github.gas4j.core.internal.text.Utf8Buffer;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * An id of an event in each of its forms, and a random UUID for comparison. With {@code -prof gc} the forms that write into a
 * buffer and into a text show no allocation. Thread-safe: each thread has a state of its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EventIdBenchmark {
    private final Utf8Buffer buffer = new Utf8Buffer();
    private final StringBuilder text = new StringBuilder(EventIds.LENGTH);

    /** As JSON and compiled patterns have it. */
    @Benchmark
    @Threads(1)
    public int buffer01() {
        buffer.clear();
        EventIds.next(buffer);
        return buffer.length();
    }

    /** The same with two threads. */
    @Benchmark
    @Threads(2)
    public int buffer02() {
        return buffer01();
    }

    /** The same with eight threads; those beyond the cores wait for their turn, so the time of a call grows with them. */
    @Benchmark
    @Threads(8)
    public int buffer08() {
        return buffer01();
    }

    /** As Log4j2's patterns have it. */
    @Benchmark
    @Threads(1)
    public int text() {
        text.setLength(0);
        EventIds.append(text);
        return text.length();
    }

    /** As Logback's patterns have it. */
    @Benchmark
    @Threads(1)
    public String string() {
        return EventIds.next();
    }

    /** What users put into events without it. */
    @Benchmark
    @Threads(1)
    public String randomUuid() {
        return UUID.randomUUID().toString();
    }
}
