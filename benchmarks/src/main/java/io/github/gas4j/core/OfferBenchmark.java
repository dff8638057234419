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
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
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
@SuppressWarnings("NullAway.Init") // JMH calls make first
public class OfferBenchmark {
    private static final long BUFFER_BYTES = 8 << 20;
    /** Events that fit the buffer together. */
    private static final int BURST = 10_000;

    /** The length of an event. */
    @Param({"183", "300"})
    private int bytes;

    /** The framing; with NEWLINE and NUL an event is searched for what must be escaped. */
    @Param("NEWLINE")
    private Framing framing;

    private byte[] event;
    private Framer framer;
    private FrameBuffer buffer;
    private Intake intake;
    private Ledger ledger;

    /** Makes the callers' side of a client. */
    @Setup
    public void make() {
        event = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        framer = new Framer(framing, framing == Framing.NEWLINE, 1 << 20);
        Counters counters = new Counters();
        buffer = DirectRing.allocate(BUFFER_BYTES, counters);
        ClientOptions options = ClientOptions.of(Map.of(
                "destination", "127.0.0.1:9", "maxEventSize", Integer.toString(bytes), "framing", framing.name()));
        intake = new Intake(Admission.of(options.buffer(), options.wire(), buffer), counters, new Doorbell(() -> {}));
        ledger = new Ledger(buffer, counters);
    }

    /** Makes room before each burst, outside of what is measured. */
    @State(Scope.Benchmark)
    public static class Room {
        /** Frees the whole buffer. */
        @Setup(Level.Invocation)
        public void free(OfferBenchmark benchmark) {
            benchmark.free();
        }
    }

    /** One thread while there is room, so that its time holds nothing of the sender's work. */
    @Benchmark
    @Threads(1)
    @OperationsPerInvocation(BURST)
    public boolean offerWithRoom(Room room) {
        boolean all = true;
        for (int i = 0; i < BURST; i++) {
            all &= intake.offer(event, 0, bytes);
        }
        return all;
    }

    /** Frames, counts and appends without the doorbell. */
    @Benchmark
    @Threads(1)
    public long append() {
        long end = framer.append(buffer, event, 0, bytes);
        while (end == FrameBuffer.FULL) {
            free();
            end = framer.append(buffer, event, 0, bytes);
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
        while (!intake.offer(event, 0, bytes)) {
            free();
        }
    }

    /** What is the sender's work is done by whoever finds no room, so that its share is the same for all. */
    private synchronized void free() {
        ledger.release(buffer.tail());
    }
}
