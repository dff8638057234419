// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Run.Order;
import io.github.gas4j.benchmarks.child.Facts;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How fast a full buffer of 256 MiB empties once the collector is back, beside raw socket writes. Stateless. */
final class DrainSuite implements Suite {
    /** Long enough to fill the buffer. */
    private static final long FILL_MILLIS = 4_000;
    /** Longer than the longest backoff. */
    private static final int PATIENCE_SECONDS = 40;

    /** Makes a suite. */
    DrainSuite() {}

    @Override
    public String title() {
        return "Drain: a full buffer of 256 MiB, once the collector is back";
    }

    @Override
    public List<Arm> arms() {
        Arm logback = Arm.of(Contestant.GAS_LOGBACK).with(Arm.BUFFER, "256MiB").with(Arm.OVERFLOW, "DROP_NEWEST");
        return List.of(
                logback.with(Arm.DELIVERY, "NONE"), logback, logback.as(Contestant.GAS_LOG4J2), Arm.of(Contestant.RAW));
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.MEGABYTES, Metric.RATE, Metric.DRAIN_SECONDS, Metric.CPU);
    }

    @Override
    public int rounds() {
        return 5;
    }

    @Override
    public Arm base(Arm arm) {
        return Arm.of(Contestant.RAW);
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        try (Run run = Run.start(arm, sink, terms, "512m")) {
            run.warmUp(terms);
            if (arm.contestant() == Contestant.RAW) {
                return run.measure(Order.flatOut(terms.millis()));
            }
            sink.shut();
            run.load(Order.flatOut(FILL_MILLIS));
            run.countFromZero();
            Facts before = run.usage();
            sink.listen();
            run.awaitQuiet(PATIENCE_SECONDS);
            Facts after = run.usage();
            Facts arrived = sink.count();
            double events = arrived.number("events");
            Map<Metric, Double> measured = new EnumMap<>(Metric.class);
            measured.put(Metric.MEGABYTES, arrived.number("bytes") * 1e3 / arrived.number("nanos"));
            measured.put(Metric.RATE, events * 1e9 / arrived.number("nanos"));
            measured.put(Metric.DRAIN_SECONDS, arrived.number("nanos") / 1e9);
            measured.put(Metric.CPU, (after.number("cpu") - before.number("cpu")) / events);
            return measured;
        } finally {
            sink.listen();
        }
    }
}
