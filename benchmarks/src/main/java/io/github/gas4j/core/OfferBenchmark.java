// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.buffer.Admission;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Framer;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.config.ClientOptions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
 * The callers' side: framing, claim, count, copy and commit, and the doorbell. What is committed is freed without
 * being sent. Threads beyond the cores wait for their turn, so the time of a call grows with them.
 *
 * <p>Thread-safe, as what it measures is.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class OfferBenchmark {
    private static final int EVENT_BYTES = 183;
    private static final long BUFFER_BYTES = 8 << 20;

    private final byte[] event = "x".repeat(EVENT_BYTES).getBytes(StandardCharsets.US_ASCII);
    private final Framer framer = new Framer(Framing.NEWLINE, true, 1 << 20);
    private final Counters counters = new Counters();
    private final FrameBuffer buffer = DirectRing.allocate(BUFFER_BYTES, counters);
    private final ClientOptions options =
            ClientOptions.of(Map.of("destination", "127.0.0.1:9", "maxEventSize", Integer.toString(EVENT_BYTES)));
    private final Intake intake =
            new Intake(Admission.of(options.buffer(), options.wire(), buffer), counters, new Doorbell(() -> {}));
    private final Ledger ledger = new Ledger(buffer, counters);

    /** Frames, counts and appends without the doorbell. */
    @Benchmark
    @Threads(1)
    public long append() {
        long end = framer.append(buffer, event, 0, EVENT_BYTES);
        while (end == FrameBuffer.FULL) {
            free();
            end = framer.append(buffer, event, 0, EVENT_BYTES);
        }
        return end;
    }

    /** One thread. */
    @Benchmark
    @Threads(1)
    public void offer01() {
        offer();
    }

    /** Two threads. */
    @Benchmark
    @Threads(2)
    public void offer02() {
        offer();
    }

    /** Eight threads. */
    @Benchmark
    @Threads(8)
    public void offer08() {
        offer();
    }

    /** As many threads as a small server has. */
    @Benchmark
    @Threads(64)
    public void offer64() {
        offer();
    }

    private void offer() {
        while (!intake.offer(event, 0, EVENT_BYTES)) {
            free();
        }
    }

    /** What is the sender's work is done by whoever finds no room, so that its share is the same for all. */
    private synchronized void free() {
        ledger.release(buffer.tail());
    }
}
