// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Run.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long calls take at hundreds of thousands of events a second, delivered over TCP, beside encoding alone at the same rate
 * in the same round. Callers sleep for a moment and then log what has become due, for who spins takes the cores of sender and
 * sink. Confined to one thread.
 */
final class RecordSuite implements Suite {
    private static final List<Integer> RATES =
            List.of(400_000, 600_000, 800_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000);
    private static final List<Contestant> CONTESTANTS = List.of(
            Contestant.GAS_LOG4J2, Contestant.LOG4J2_ENCODING, Contestant.GAS_LOGBACK, Contestant.LOGBACK_ENCODING);
    /** A million events are enough for the last percentiles. */
    private static final double OF_THE_TIME = 0.375;

    private final boolean quick;
    private final Kept<Run> runs = new Kept<>();

    RecordSuite(boolean quick) {
        this.quick = quick;
    }

    @Override
    public String title() {
        return "Record: two callers log at a great rate; calls corrected for coordinated omission";
    }

    @Override
    public List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (int rate : quick ? RATES.subList(0, 1) : RATES) {
            for (Contestant contestant : CONTESTANTS) {
                arms.add(Arm.of(contestant).with(Arm.LOAD, rate));
            }
        }
        return arms;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.P99,
                Metric.P99_CALLS,
                Metric.P50,
                Metric.P999,
                Metric.LONGEST,
                Metric.RATE,
                Metric.IDLE_CORES,
                Metric.CPU,
                Metric.LOST);
    }

    @Override
    public int rounds() {
        return 9;
    }

    @Override
    public Arm base(Arm arm) {
        return arm.contestant().isEncoding() ? arm : Targets.encoding(arm);
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        Arm anyRate = arm.without(Arm.LOAD);
        long millis = (long) (terms.millis() * OF_THE_TIME);
        return runs.use(anyRate.label(), () -> startWarm(anyRate, sink, terms), run -> {
            run.takeTurn();
            return measure(run, Order.bursts(millis, arm.number(Arm.LOAD)));
        });
    }

    private static Map<Metric, Double> measure(Run run, Order order) throws IOException, InterruptedException {
        IdleCores machine = new IdleCores();
        Map<Metric, Double> measured = run.measure(order);
        measured.put(Metric.IDLE_CORES, machine.cores());
        return measured;
    }

    /** Flat out and then paced, at the first rate. */
    private static Run startWarm(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        Run run = Run.startWarm(arm, sink, terms);
        run.load(Order.bursts(terms.warmMillis() / 4, RATES.get(0)));
        run.awaitDelivered();
        return run;
    }

    @Override
    public void roundEnded(int round) throws IOException {
        runs.roundEnded(round);
    }

    @Override
    public void close() throws IOException {
        runs.close();
    }

    @Override
    public List<String> findings(Results results) {
        return arms().stream()
                .filter(arm -> arm.contestant().isGas() && results.has(arm) && results.has(base(arm)))
                .map(arm -> Targets.calls(arm, base(arm), results))
                .toList();
    }
}
