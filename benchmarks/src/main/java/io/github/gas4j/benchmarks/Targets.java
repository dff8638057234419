// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Contestant.Framework;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares GAS to the best peer and to the floors. Stateless. */
final class Targets {
    private Targets() {}

    /** One sentence for each arm of GAS. */
    static List<String> throughput(List<Arm> arms, Results results) {
        List<String> findings = new ArrayList<>();
        for (Arm gas : arms) {
            if (gas.contestant().isGas() && results.has(gas) && results.has(encoding(gas))) {
                findings.add(throughput(gas, arms, results));
            }
        }
        return findings;
    }

    private static String throughput(Arm gas, List<Arm> arms, Results results) {
        Arm encoding = encoding(gas);
        Arm raw = Layout.valueOf(gas.text(Arm.LAYOUT)).raw(gas.contestant().framework());
        List<Double> encodingCpu = results.values(encoding, Metric.CPU);
        List<Double> floor = Stats.pairedSums(encodingCpu, results.values(raw, Metric.CPU));
        List<Double> withSink = Stats.pairedSums(floor, results.values(raw, Metric.SINK));
        Optional<Arm> fastest = best(gas, arms, results, Metric.RATE, false);
        Optional<Arm> cheapest = best(gas, arms, results, Metric.CPU, true);
        return String.format(
                Locale.ROOT,
                "%s: delivers %.2f of encoding alone (target 0.80; %.2f is what full cores have room for beside raw writes"
                        + " and the sink) and %s; CPU per event %.2f of encoding and raw socket together (target 1.25) and"
                        + " %s; callers allocate %+.1f bytes per event against encoding alone",
                gas.label(),
                results.ratio(gas, encoding, Metric.RATE),
                Stats.median(Stats.pairedRatios(encodingCpu, withSink)),
                against(gas, fastest, results, Metric.RATE, "2.00"),
                Stats.median(Stats.pairedRatios(results.values(gas, Metric.CPU), floor)),
                against(gas, cheapest, results, Metric.CPU, "0.75"),
                results.median(gas, Metric.CALLER_BYTES) - results.median(encoding, Metric.CALLER_BYTES));
    }

    /** One sentence for each arm of GAS. */
    static List<String> latency(List<Arm> arms, Results results) {
        List<String> findings = new ArrayList<>();
        for (Arm gas : arms) {
            if (gas.contestant().isGas() && results.has(gas) && results.has(encoding(gas))) {
                findings.add(latency(gas, arms, results));
            }
        }
        return findings;
    }

    private static String latency(Arm gas, List<Arm> arms, Results results) {
        Arm encoding = encoding(gas);
        String peer = best(gas, arms, results, Metric.P50, true)
                .map(best -> Metric.P50.text(results.median(best, Metric.P50)) + " µs ("
                        + best.contestant().title() + ")")
                .orElse("unknown");
        return String.format(
                Locale.ROOT,
                "%s: p50 is %.2f µs above encoding alone (target 0.20); p99 is %s µs, where the best peer's p50 is %s;"
                        + " p99.99 is %.2f of encoding alone's (target 2.00)",
                gas.label(),
                (results.median(gas, Metric.P50) - results.median(encoding, Metric.P50)) / 1e3,
                Metric.P99.text(results.median(gas, Metric.P99)),
                peer,
                results.ratio(gas, encoding, Metric.P9999));
    }

    /** One sentence on GAS over TLS beside GAS without, and beside an engine that encrypts what was encoded long before. */
    static String tls(Arm gas, List<Arm> arms, Results results) {
        Arm plain = gas.without(Arm.TLS);
        Arm engine = gas.as(Contestant.RAW);
        List<Double> floor = Stats.pairedSums(results.values(plain, Metric.CPU), results.values(engine, Metric.CPU));
        return String.format(
                Locale.ROOT,
                "%s: CPU per event %.2f of GAS without TLS and the bare engine together (target 1.35) and %s; the process"
                        + " allocates %.1f bytes per event more than without TLS, where the bare engine allocates %.1f",
                gas.label(),
                Stats.median(Stats.pairedRatios(results.values(gas, Metric.CPU), floor)),
                against(gas, best(gas, arms, results, Metric.CPU, true), results, Metric.CPU, "1.00"),
                results.median(gas, Metric.BYTES) - results.median(plain, Metric.BYTES),
                results.median(engine, Metric.BYTES));
    }

    private static String against(Arm gas, Optional<Arm> peer, Results results, Metric metric, String target) {
        return peer.map(best -> String.format(
                        Locale.ROOT,
                        "%.2f of the best peer's (%s; target %s)",
                        results.ratio(gas, best, metric),
                        best.contestant().title(),
                        target))
                .orElse("there is no peer");
    }

    /** Returns GAS on the same framework with the same options, and raw writes as they are. */
    static Arm gas(Arm arm) {
        return switch (arm.contestant().framework()) {
            case LOGBACK -> arm.as(Contestant.GAS_LOGBACK);
            case LOG4J2 -> arm.as(Contestant.GAS_LOG4J2);
            case RAW -> arm;
        };
    }

    /** Returns encoding alone with the same options. */
    static Arm encoding(Arm gas) {
        return gas.as(
                gas.contestant().framework() == Framework.LOGBACK
                        ? Contestant.LOGBACK_ENCODING
                        : Contestant.LOG4J2_ENCODING);
    }

    /** Returns the peer on the same framework, with the same options, that has the least or the greatest median. */
    static Optional<Arm> best(Arm gas, List<Arm> arms, Results results, Metric metric, boolean least) {
        Comparator<Arm> order = Comparator.comparingDouble(arm -> results.median(arm, metric));
        return arms.stream()
                .filter(arm -> arm.contestant().isPeer()
                        && arm.contestant().framework() == gas.contestant().framework()
                        && arm.options().equals(gas.options())
                        && Double.isFinite(results.median(arm, metric)))
                .max(least ? order.reversed() : order);
    }
}
