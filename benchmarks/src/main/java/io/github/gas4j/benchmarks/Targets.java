// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Contestant.Framework;
import io.github.gas4j.benchmarks.child.EventKind;
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

    /** One sentence on an encoder of GAS beside the one that users have for the same output. */
    static String encoder(Arm gas, Arm users, Results results) {
        boolean compiled = gas.text(Arm.ENCODER).equals(Encoder.COMPILED_PATTERN.name());
        boolean exception = gas.text(Arm.EVENT).equals(EventKind.EXCEPTION.name());
        boolean garbageFree = gas.contestant().framework() == Framework.LOG4J2;
        String bytes =
                garbageFree ? "0" : gas.text(Arm.EVENT).equals(EventKind.MDC.name()) && !compiled ? "400" : "200";
        return String.format(
                Locale.ROOT,
                "%s: %.2f of %s's time flat out (target %s), %.2f with a millisecond for each event (target 0.30); %.0f"
                        + " bytes per event%s",
                gas.options(),
                results.ratio(gas, users, Metric.ENCODE),
                users.text(Arm.ENCODER),
                compiled && !exception ? "0.70" : "0.30",
                results.ratio(gas, users, Metric.ENCODE_OWN),
                results.median(gas, Metric.ENCODED_BYTES),
                exception ? "" : " (target " + bytes + ")");
    }

    /** One sentence on what GAS delivers beside a peer that has the users' encoder, and beside encoding alone. */
    static String steady(Arm gas, Arm peer, Results results) {
        Arm encoding = encoding(gas);
        Layout layout = Layout.valueOf(gas.text(Arm.LAYOUT));
        Arm raw = layout.raw(gas.contestant().framework());
        List<Double> floor = Stats.pairedSums(results.values(encoding, Metric.CPU), results.values(raw, Metric.CPU));
        boolean log4j = gas.contestant().framework() == Framework.LOG4J2;
        String rate = log4j ? "5.00" : layout == Layout.PATTERN ? "2.30" : "3.50";
        String cpu = layout == Layout.PATTERN ? "0.60" : "0.35";
        boolean targeted = layout != Layout.JSON;
        String both = gas.text(Arm.EVENT).equals(EventKind.PLAIN.name()) // as long as the raw lines
                ? String.format(
                        Locale.ROOT,
                        ", %.2f of encoding and raw socket together",
                        Stats.median(Stats.pairedRatios(results.values(gas, Metric.CPU), floor)))
                : "";
        return String.format(
                Locale.ROOT,
                "%s: delivers %.2f times %s's%s; CPU per event %.2f of its%s%s; delivers %.2f of encoding alone",
                gas.label(),
                results.ratio(gas, peer, Metric.RATE),
                peer.label(),
                targeted ? " (target " + rate + ")" : "",
                results.ratio(gas, peer, Metric.CPU),
                targeted && !log4j ? " (target " + cpu + ")" : "",
                both,
                results.ratio(gas, encoding, Metric.RATE));
    }

    /** One sentence on calls at a great rate beside encoding alone. */
    static String calls(Arm gas, Arm encoding, Results results) {
        return String.format(
                Locale.ROOT,
                "%s: p99 is %s µs, %.2f of encoding alone's (target 2.00), of the calls alone %s µs and %.2f; longest"
                        + " %s µs; %s of %d events/s, %.2f cores idle (target at least 0.20)",
                gas.label(),
                Metric.P99.text(results.median(gas, Metric.P99)),
                results.ratio(gas, encoding, Metric.P99),
                Metric.P99_CALLS.text(results.median(gas, Metric.P99_CALLS)),
                results.ratio(gas, encoding, Metric.P99_CALLS),
                Metric.LONGEST.text(results.median(gas, Metric.LONGEST)),
                Metric.RATE.text(results.median(gas, Metric.RATE)),
                gas.number(Arm.LOAD),
                results.median(gas, Metric.IDLE_CORES));
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

    /** Returns encoding alone with the same options, and with the encoder that users have without GAS. */
    static Arm encoding(Arm gas) {
        Arm floor = gas.text(Arm.LAYOUT).equals(Layout.GAS_JSON.name()) ? gas.with(Arm.LAYOUT, Layout.JSON) : gas;
        return floor.as(
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
