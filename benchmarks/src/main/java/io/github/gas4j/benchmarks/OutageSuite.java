// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Run.Order;
import io.github.gas4j.benchmarks.child.Facts;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What an outage costs callers and the heap, and what it loses, with a buffer that is large enough. Stateless. */
final class OutageSuite implements Suite {
    private static final int RATE = 20_000;
    private static final long OUTAGE_MILLIS = 60_000;
    private static final long QUICK_OUTAGE_MILLIS = 3_000;
    /** Longer than anybody waits before the next attempt to connect. */
    private static final int PATIENCE_SECONDS = 40;

    /** Makes a suite. */
    OutageSuite() {}

    @Override
    public String title() {
        return "Outage: 20,000 events a second while the collector is away for 60 s, into 256 MiB of buffer";
    }

    @Override
    public List<Arm> arms() {
        return List.of(
                arm(Contestant.GAS_LOGBACK),
                arm(Contestant.LOGSTASH),
                arm(Contestant.LOGBACK_ENCODING),
                arm(Contestant.GAS_LOG4J2),
                arm(Contestant.SOCKET_ASYNC),
                arm(Contestant.LOG4J2_ENCODING));
    }

    private static Arm arm(Contestant contestant) {
        return Arm.of(contestant)
                .with(Arm.THREADS, 1)
                .with(Arm.BUFFER, "256MiB")
                .with(Arm.OVERFLOW, "DROP_NEWEST");
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.P99, Metric.P99_BEFORE, Metric.LONGEST, Metric.HEAP_GROWTH, Metric.DRAIN_SECONDS, Metric.LOST);
    }

    @Override
    public int rounds() {
        return 3;
    }

    /** Everyone is compared to encoding alone, whose p99 may change as well. */
    @Override
    public Arm base(Arm arm) {
        return arm.contestant().isEncoding() ? arm : Targets.encoding(arm);
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        long millis = terms.quick() ? QUICK_OUTAGE_MILLIS : OUTAGE_MILLIS;
        try (Run run = Run.start(arm, sink, terms, "2g")) {
            run.warmUp(terms);
            run.load(Order.timed(terms.warmMillis(), RATE));
            Map<Metric, Double> measured = new EnumMap<>(Metric.class);
            measured.put(Metric.P99_BEFORE, (double)
                    run.load(Order.timed(millis, RATE)).number("p99"));
            run.awaitDelivered();
            run.heapBytes(); // what a first collection alone lets go is no shrinking
            long heap = run.heapBytes();
            sink.shut();
            Facts during = run.load(Order.timed(millis, RATE));
            measured.put(Metric.P99, (double) during.number("p99"));
            measured.put(Metric.LONGEST, (double) during.number("max"));
            measured.put(Metric.HEAP_GROWTH, (double) run.heapBytes() - heap);
            run.countFromZero();
            sink.listen();
            measured.put(Metric.LOST, (double) run.awaitQuiet(PATIENCE_SECONDS));
            measured.put(Metric.DRAIN_SECONDS, sink.count().number("nanos") / 1e9);
            return measured;
        } finally {
            sink.listen();
        }
    }
}
