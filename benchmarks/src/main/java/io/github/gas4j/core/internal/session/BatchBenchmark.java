// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

import io.github.gas4j.core.Framing;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.buffer.Framer;
import io.github.gas4j.core.internal.buffer.Ledger;
import io.github.gas4j.core.internal.net.Connection;
import io.github.gas4j.core.internal.net.SendQueue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The sender's side, per event: staging batches, writing them to a socket that takes everything at once, counting and
 * releasing. Not thread-safe, as what it measures is not.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BatchBenchmark {
    private static final int EVENT_BYTES = 183;
    private static final int EVENTS = 40_000;

    private final byte[] event = new byte[EVENT_BYTES];
    private final FrameBuffer buffer = DirectRing.allocate(8 << 20, new Counters());
    private final Framer framer = new Framer(Framing.NEWLINE, false, 1 << 20);
    private final Ledger ledger = new Ledger(buffer, new Counters());
    private final Batch batch = new Batch();

    /** Fills the buffer. */
    @Setup(Level.Invocation)
    public void fill() {
        for (int i = 0; i < EVENTS; i++) {
            framer.append(buffer, event, 0, EVENT_BYTES);
        }
        batch.restart(ledger.sent(), new byte[0]);
    }

    /** All of it, as under NONE. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long sendAndRelease() throws IOException {
        while (ledger.unsentBytes() > 0) {
            batch.fill(buffer, buffer.tail(), Integer.MAX_VALUE);
            batch.write(Swallowing.CONNECTION);
            long events = batch.events();
            ledger.written(batch.complete(), events);
            ledger.release(ledger.sent(), ledger.sentEvents());
        }
        return ledger.sent();
    }

    /** A connection that takes everything at once. */
    private static final class Swallowing implements Connection {
        static final Swallowing CONNECTION = new Swallowing();

        @Override
        public long connectNanos() {
            return 0;
        }

        @Override
        public SocketAddress remote() {
            return InetSocketAddress.createUnresolved("localhost", 9);
        }

        @Override
        public boolean makeReady() {
            return true;
        }

        @Override
        public int write(ByteBuffer bytes) {
            int length = bytes.remaining();
            bytes.position(bytes.limit());
            return length;
        }

        @Override
        public Incoming receive() {
            return Incoming.NOTHING;
        }

        @Override
        public long taken() {
            return 0;
        }

        @Override
        public @Nullable SendQueue sendQueue() {
            return null;
        }

        @Override
        public void ignoreInput() {
            // nothing comes in
        }

        @Override
        public boolean endOutput() {
            return true;
        }

        @Override
        public void close() {}
    }
}
