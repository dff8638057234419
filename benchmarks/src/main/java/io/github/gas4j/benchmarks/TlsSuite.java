// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What TLS 1.3 costs GAS, beside a peer over TLS and an engine that encrypts what was encoded long before. Stateless. */
final class TlsSuite implements Suite {
    private static final Arm PLAIN = Arm.of(Contestant.GAS_LOGBACK);
    private static final Arm ENCRYPTED = PLAIN.with(Arm.TLS, true);

    /** Makes a suite. */
    TlsSuite() {}

    @Override
    public String title() {
        return "TLS 1.3: callers log as fast as they can, over TLS and without";
    }

    @Override
    public List<Arm> arms() {
        return List.of(PLAIN, ENCRYPTED, ENCRYPTED.as(Contestant.RAW), ENCRYPTED.as(Contestant.LOGSTASH));
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.CPU, Metric.RATE, Metric.SINK, Metric.CALLER_BYTES, Metric.BYTES, Metric.LOST);
    }

    @Override
    public int rounds() {
        return 5;
    }

    /** GAS over TLS is compared to GAS without, everyone else to GAS over TLS. */
    @Override
    public Arm base(Arm arm) {
        return arm.contestant().isGas() ? PLAIN : ENCRYPTED;
    }

    /**
     * Warms up until GAS trusts its connection: before, it keeps more than it will later. And once more, because code that
     * was compiled before the first pause is compiled again after it, and a cipher in the interpreter outweighs all else.
     */
    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        try (Run run = Run.start(arm, sink, terms, "512m")) {
            run.load(Run.Order.flatOut(terms.trustedMillis()));
            run.awaitDelivered();
            run.warmUp(terms);
            return run.measure(Run.Order.flatOut(terms.millis()));
        }
    }

    @Override
    public List<String> findings(Results results) {
        return results.has(ENCRYPTED) ? List.of(Targets.tls(ENCRYPTED, arms(), results)) : List.of();
    }
}
