// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether an event costs the same for many threads, large buffers and all sizes of events. Stateless. */
final class ScalingSuite implements Suite {
    private static final List<Integer> THREADS = List.of(1, 2, 4, 8, 16, 32, 64);
    private static final int VIRTUAL_THREADS = 1_000;
    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;
    private static final List<String> BUFFERS = List.of("1MiB", "8MiB", "64MiB", "256MiB", "1GiB");
    private static final List<Integer> EVENT_BYTES = List.of(50, 183, 1 << 10, 1 << 14, 1 << 17, 1 << 20);
    private static final List<Contestant> CONTESTANTS = List.of(
            Contestant.GAS_LOGBACK, Contestant.LOGBACK_ENCODING, Contestant.GAS_LOG4J2, Contestant.LOG4J2_ENCODING);

    private final boolean quick;

    ScalingSuite(boolean quick) {
        this.quick = quick;
    }

    @Override
    public String title() {
        return "Scaling: flat out with more threads, larger buffers, other sizes of events";
    }

    @Override
    public List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (Contestant contestant : quick ? CONTESTANTS.subList(0, 2) : CONTESTANTS) {
            Arm arm = Arm.of(contestant);
            some(THREADS).forEach(threads -> arms.add(arm.with(Arm.THREADS, threads)));
            if (Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS) {
                arms.add(arm.with(Arm.THREADS, VIRTUAL_THREADS).with(Arm.VIRTUAL, true));
            }
            if (contestant.isGas()) {
                some(BUFFERS).forEach(buffer -> arms.add(arm.with(Arm.BUFFER, buffer)));
            }
            some(EVENT_BYTES).forEach(bytes -> arms.add(arm.with(Arm.EVENT_BYTES, bytes)));
        }
        return arms;
    }

    /** For a quick look the ends will do. */
    private <T> List<T> some(List<T> all) {
        return quick ? List.of(all.get(0), all.get(all.size() - 1)) : all;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.CPU, Metric.RATE, Metric.MEGABYTES, Metric.CALLER_BYTES, Metric.PEAK, Metric.LOST);
    }

    @Override
    public int rounds() {
        return 5;
    }

    /** Threads are compared to one thread, buffers to the smallest, and events of a size to encoding them. */
    @Override
    public Arm base(Arm arm) {
        if (arm.chose(Arm.THREADS)) {
            return arm.without(Arm.VIRTUAL).with(Arm.THREADS, 1);
        }
        if (arm.chose(Arm.BUFFER)) {
            return arm.with(Arm.BUFFER, BUFFERS.get(0));
        }
        return arm.contestant().isEncoding() ? arm : Targets.encoding(arm);
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        try (Run run = Run.start(arm, sink, terms, "512m")) {
            run.warmUp(terms);
            return run.measure(Run.Order.flatOut(terms.millis()));
        }
    }
}
