// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.child.EncodingMain;
import io.github.gas4j.benchmarks.child.EventKind;
import io.github.gas4j.benchmarks.child.Facts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What encoders take of one thread, each in a JVM of its own that stays for three rounds; the making of the event is taken
 * off. Confined to one thread.
 */
final class EncodingSuite implements Suite {
    private static final String HEAP = "256m";
    private static final long TIMEOUT_SECONDS = 60;
    /** Of all kinds of events, each of which warms up for the same time. */
    private static final int KINDS = EventKind.values().length;
    /** Each kind is measured flat out and paced, for a fraction of the usual time. */
    private static final int TIMES_SHORTER = 30;

    private final List<EventKind> kinds;
    private final Kept<Child> children = new Kept<>();

    EncodingSuite(boolean quick) {
        kinds = quick ? List.of(EventKind.PLAIN, EventKind.EXCEPTION) : List.of(EventKind.values());
    }

    @Override
    public String title() {
        return "Encoding: one encoder and one thread, flat out and with a millisecond for each event";
    }

    @Override
    public List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        for (EventKind kind : kinds) {
            for (Encoder encoder : Encoder.values()) {
                arms.add(arm(encoder, kind));
            }
        }
        return arms;
    }

    private static Arm arm(Encoder encoder, EventKind kind) {
        Contestant contestant = encoder.framework() == Contestant.Framework.LOGBACK
                ? Contestant.LOGBACK_ENCODING
                : Contestant.LOG4J2_ENCODING;
        return Arm.of(contestant).with(Arm.ENCODER, encoder).with(Arm.EVENT, kind);
    }

    @Override
    public List<Arm> charted() {
        return arms().stream()
                .filter(arm -> arm.text(Arm.EVENT).equals(EventKind.PLAIN.name()))
                .toList();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.ENCODE, Metric.ENCODE_OWN, Metric.ENCODED_BYTES, Metric.SIZE);
    }

    @Override
    public int rounds() {
        return 9;
    }

    @Override
    public Arm base(Arm arm) {
        return arm.with(Arm.ENCODER, Encoder.valueOf(arm.text(Arm.ENCODER)).base());
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        Encoder encoder = Encoder.valueOf(arm.text(Arm.ENCODER));
        return children.use(encoder.name(), () -> startWarm(encoder, terms), child -> {
            Facts facts = child.ask(
                    "encode event=" + arm.text(Arm.EVENT) + " millis=" + terms.millis() / TIMES_SHORTER,
                    TIMEOUT_SECONDS);
            return Map.of(
                    Metric.ENCODE, (double) facts.number("FLAT_OUT_PICOS"),
                    Metric.ENCODE_OWN, (double) facts.number("OWN_MILLISECOND_PICOS"),
                    Metric.ENCODED_BYTES, (double) facts.number("FLAT_OUT_BYTES"),
                    Metric.SIZE, (double) facts.number("length"));
        });
    }

    private Child startWarm(Encoder encoder, Terms terms) throws IOException {
        List<String> options = new ArrayList<>(encoder.jvmOptions());
        options.addAll(terms.jvmOptions());
        options.add("-Xms" + HEAP);
        options.add("-Xmx" + HEAP);
        Child child =
                Child.start(EncodingMain.class, options, encoder.framework().name());
        for (EventKind kind : kinds) {
            child.ask(
                    "warm event=" + kind + " millis=" + terms.warmMillis() / KINDS + " events="
                            + Terms.WARM_EVENTS / KINDS,
                    TIMEOUT_SECONDS);
        }
        return child;
    }

    @Override
    public void roundEnded(int round) throws IOException {
        children.roundEnded(round);
    }

    @Override
    public void close() throws IOException {
        children.close();
    }

    @Override
    public List<String> findings(Results results) {
        List<String> findings = new ArrayList<>();
        for (Arm arm : arms()) {
            if (Encoder.valueOf(arm.text(Arm.ENCODER)).isGas() && results.has(arm) && results.has(base(arm))) {
                findings.add(Targets.encoder(arm, base(arm), results));
            }
        }
        return findings;
    }
}
