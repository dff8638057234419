// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import io.github.gas4j.core.internal.buffer.Admission;
import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.Intake;
import io.github.gas4j.core.internal.buffer.RateLimit;
import io.github.gas4j.core.internal.config.ClientOptions;
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
 * A call that {@code rateLimit} refuses: the look at the bucket and the count. Of a thousand calls a second one is admitted.
 * Threads beyond the cores wait for their turn, so the time of a call grows with them.
 *
 * <p>Thread-safe, as what it measures is.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RefusalBenchmark {
    private static final int SEVERITY = Severity.INFO.number();

    private final Intake limited = intake(Map.of("destination", "127.0.0.1:9", "rateLimit", "1000/s"));
    private final Intake unlimited = intake(Map.of("destination", "127.0.0.1:9"));

    private static Intake intake(Map<String, String> texts) {
        ClientOptions options = ClientOptions.of(texts);
        Counters counters = new Counters();
        Admission admission = Admission.of(options.buffer(), options.wire(), DirectRing.allocate(1 << 16, counters))
                .limitedTo(RateLimit.of(options.drop(), null, System::nanoTime));
        return new Intake(admission, counters, new Doorbell(() -> {}));
    }

    /** The question while there is no limit. */
    @Benchmark
    public boolean unlimited() {
        return unlimited.admits(SEVERITY);
    }

    /** The clocks that there are, for comparison. */
    @Benchmark
    public long nanoTime() {
        return System.nanoTime();
    }

    /** The same with two threads. */
    @Benchmark
    @Threads(2)
    public long nanoTime02() {
        return System.nanoTime();
    }

    /** The other clock. */
    @Benchmark
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }

    /** One thread. */
    @Benchmark
    @Threads(1)
    public boolean refuse01() {
        return limited.admits(SEVERITY);
    }

    /** Two threads. */
    @Benchmark
    @Threads(2)
    public boolean refuse02() {
        return limited.admits(SEVERITY);
    }

    /** Eight threads. */
    @Benchmark
    @Threads(8)
    public boolean refuse08() {
        return limited.admits(SEVERITY);
    }
}
