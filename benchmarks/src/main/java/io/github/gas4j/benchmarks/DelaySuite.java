// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Run.Order;
import io.github.gas4j.benchmarks.child.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long an event is on its way, from the call to the sink, when there are many and when there are few. Stateless. */
final class DelaySuite implements Suite {
    private static final int BUSY = 20_000;
    /** Gaps up to 40 ms: events come while a contestant works, rests and sleeps. */
    private static final int SELDOM = 50;

    private static final int TIMES_LONGER = 4;
    private static final List<Contestant> CONTESTANTS = List.of(
            Contestant.GAS_LOGBACK,
            Contestant.LOGSTASH,
            Contestant.GAS_LOG4J2,
            Contestant.SOCKET,
            Contestant.SOCKET_ASYNC,
            Contestant.SOCKET_ASYNC_LOGGER);

    /** Makes a suite. */
    DelaySuite() {}

    @Override
    public String title() {
        return "Delay: from the call until the sink has read the event, with random gaps between events";
    }

    @Override
    public List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (int rate : new int[] {BUSY, SELDOM}) {
            for (Contestant contestant : CONTESTANTS) {
                arms.add(Arm.of(contestant).with(Arm.THREADS, 1).with(Arm.LOAD, rate + "/s"));
            }
        }
        return arms;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.DELAY99, Metric.DELAY50, Metric.DELAY_LONGEST, Metric.LOST);
    }

    @Override
    public int rounds() {
        return 3;
    }

    @Override
    public Arm base(Arm arm) {
        return Targets.gas(arm);
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        long rate = arm.text(Arm.LOAD).equals(BUSY + "/s") ? BUSY : SELDOM;
        try (Run run = Run.start(arm, sink, terms, "512m")) {
            run.warmUp(terms);
            run.countStampsFromZero();
            run.load(Order.stamped(TIMES_LONGER * terms.millis(), rate));
            long lost = run.awaitDelivered();
            Facts arrived = sink.count();
            return Map.of(
                    Metric.DELAY99, (double) arrived.number("delay99"),
                    Metric.DELAY50, (double) arrived.number("delay50"),
                    Metric.DELAY_LONGEST, (double) arrived.number("delayMax"),
                    Metric.LOST, (double) lost);
        }
    }

    @Override
    public List<String> findings(Results results) {
        List<String> findings = new ArrayList<>();
        for (Arm arm : arms()) {
            if (arm.contestant().isGas() && results.has(arm)) {
                findings.add(String.format(
                        Locale.ROOT,
                        "%s: delay p99 is %s ms (target 10)",
                        arm.label(),
                        Metric.DELAY99.text(results.median(arm, Metric.DELAY99))));
            }
        }
        return findings;
    }
}
