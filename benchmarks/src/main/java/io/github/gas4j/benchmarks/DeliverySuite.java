// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What REPLAY and CONFIRMED cost beside NONE: flat out, and at half of NONE's greatest rate, where nothing may be dropped.
 * Confined to one thread.
 */
final class DeliverySuite implements Suite {
    private static final String HALF = "half";
    private static final List<String> MODES = List.of("NONE", "REPLAY", "CONFIRMED");
    private static final String USUAL = "8MiB";
    private static final List<String> BUFFERS = List.of(USUAL, "64MiB");
    /** CONFIRMED holds what is written in about 0.35 s: 64 MiB are just too little for half of NONE's rate. */
    private static final List<String> BUFFERS_AT_HALF = List.of("64MiB", "256MiB");

    private final List<Contestant> contestants;
    /** The greatest rates that NONE has reached so far, for the arms at half of them. */
    private final Results reached = new Results();

    DeliverySuite(boolean quick) {
        contestants = quick ? List.of(Contestant.GAS_LOGBACK) : List.of(Contestant.GAS_LOGBACK, Contestant.GAS_LOG4J2);
    }

    @Override
    public String title() {
        return "Delivery: NONE, REPLAY and CONFIRMED flat out, and at half of NONE's greatest rate";
    }

    @Override
    public List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (Contestant contestant : contestants) {
            for (String buffer : BUFFERS) {
                for (String mode : MODES) {
                    arms.add(Arm.of(contestant).with(Arm.BUFFER, buffer).with(Arm.DELIVERY, mode));
                }
            }
            for (String buffer : BUFFERS_AT_HALF) {
                for (String mode : MODES) {
                    arms.add(Arm.of(contestant)
                            .with(Arm.BUFFER, buffer)
                            .with(Arm.DELIVERY, mode)
                            .with(Arm.OVERFLOW, "DROP_NEWEST")
                            .with(Arm.LOAD, HALF));
                }
            }
        }
        return arms;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.CPU, Metric.RATE, Metric.MEGABYTES, Metric.CALLER_BYTES, Metric.LOST);
    }

    @Override
    public int rounds() {
        return 9;
    }

    @Override
    public Arm base(Arm arm) {
        return arm.with(Arm.DELIVERY, "NONE");
    }

    /**
     * Warms up for so long that connections are trusted: before, REPLAY keeps more than it will later. Flat out that is far
     * more than three million events. Measures in one piece: after a pause CONFIRMED would have room again.
     */
    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        try (Run run = Run.start(arm, sink, terms, "512m")) {
            if (arm.text(Arm.LOAD).equals(HALF)) {
                long rate = (long) (reached.median(flatOutNone(arm), Metric.RATE) / 2);
                run.load(Run.Order.paced(terms.trustedMillis(), rate));
                run.awaitDelivered();
                return run.measure(Run.Order.paced(terms.millis(), rate));
            }
            run.load(Run.Order.flatOut(terms.trustedMillis()));
            run.awaitDelivered();
            Map<Metric, Double> measured = run.measure(Run.Order.flatOut(terms.millis()));
            reached.add(arm, measured);
            return measured;
        }
    }

    private static Arm flatOutNone(Arm arm) {
        return arm.with(Arm.DELIVERY, "NONE")
                .with(Arm.BUFFER, USUAL)
                .without(Arm.OVERFLOW)
                .without(Arm.LOAD);
    }

    @Override
    public List<String> findings(Results results) {
        List<String> findings = new ArrayList<>();
        for (Arm arm : arms()) {
            if (arm.text(Arm.DELIVERY).equals("NONE") || !results.has(arm)) {
                continue;
            }
            findings.add(String.format(
                    Locale.ROOT,
                    "%s: CPU per event %.3f times NONE's, rate %.3f times, %s not delivered",
                    arm.label(),
                    results.ratio(arm, base(arm), Metric.CPU),
                    results.ratio(arm, base(arm), Metric.RATE),
                    Metric.LOST.text(results.median(arm, Metric.LOST))));
        }
        return findings;
    }
}
