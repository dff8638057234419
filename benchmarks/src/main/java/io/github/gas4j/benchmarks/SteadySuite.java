// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.child.EventKind;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is delivered, and at what cost, once the compiler has done its work: contestants stay for three rounds, and the median
 * slice of each round counts. Confined to one thread.
 */
final class SteadySuite implements Suite {
    /** Three slices. */
    private static final int TIMES_SHORTER = 2;

    private final Kept<Run> runs = new Kept<>();

    /** Makes a suite. */
    SteadySuite() {}

    @Override
    public String title() {
        return "Steady: two callers of warm processes log as fast as they can; delivered events, counted at the sink";
    }

    @Override
    public List<Arm> arms() {
        return List.of(
                Layout.PATTERN.arm(Contestant.LOGSTASH),
                Layout.PATTERN.arm(Contestant.GAS_LOGBACK),
                Layout.PATTERN.arm(Contestant.LOGBACK_ENCODING),
                Layout.PATTERN.raw(Contestant.Framework.LOGBACK),
                withParameters(Layout.PATTERN, Contestant.LOGSTASH),
                withParameters(Layout.PATTERN, Contestant.GAS_LOGBACK),
                withParameters(Layout.PATTERN, Contestant.LOGBACK_ENCODING),
                Layout.JSON.arm(Contestant.LOGSTASH),
                Layout.GAS_JSON.arm(Contestant.GAS_LOGBACK),
                Layout.JSON.arm(Contestant.GAS_LOGBACK),
                Layout.JSON.arm(Contestant.LOGBACK_ENCODING),
                Layout.JSON.raw(Contestant.Framework.LOGBACK),
                withParameters(Layout.JSON, Contestant.LOGSTASH),
                withParameters(Layout.GAS_JSON, Contestant.GAS_LOGBACK),
                withParameters(Layout.JSON, Contestant.LOGBACK_ENCODING),
                Layout.JSON.arm(Contestant.SOCKET),
                Layout.GAS_JSON.arm(Contestant.GAS_LOG4J2),
                Layout.JSON.arm(Contestant.GAS_LOG4J2),
                Layout.JSON.arm(Contestant.LOG4J2_ENCODING),
                Layout.JSON.raw(Contestant.Framework.LOG4J2));
    }

    private static Arm withParameters(Layout layout, Contestant contestant) {
        return layout.arm(contestant).with(Arm.EVENT, EventKind.PARAMETERS);
    }

    @Override
    public List<Arm> charted() {
        return arms().stream().filter(arm -> arm.contestant() != Contestant.RAW).toList();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.RATE, Metric.CPU, Metric.SINK, Metric.SIZE, Metric.CALLER_BYTES, Metric.PEAK, Metric.LOST);
    }

    @Override
    public int rounds() {
        return 9;
    }

    /** The peer, with the encoder that users have. */
    @Override
    public Arm base(Arm arm) {
        Arm same = arm.text(Arm.LAYOUT).equals(Layout.GAS_JSON.name()) ? arm.with(Arm.LAYOUT, Layout.JSON) : arm;
        return switch (arm.contestant().framework()) {
            case LOGBACK -> same.as(Contestant.LOGSTASH);
            case LOG4J2 -> same.as(Contestant.SOCKET);
            case RAW -> arm;
        };
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        return runs.use(arm.label(), () -> Run.startWarm(arm, sink, terms), run -> {
            run.takeTurn();
            return run.slices(terms.millis() / TIMES_SHORTER);
        });
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
                .filter(arm -> arm.contestant().isGas())
                .filter(arm -> Stream.of(arm, base(arm), Targets.encoding(arm)).allMatch(results::has))
                .map(arm -> Targets.steady(arm, base(arm), results))
                .toList();
    }
}
