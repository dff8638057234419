// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From samples to what they come to. */
class TargetsTest {
    private final Arm gas = Layout.PATTERN.arm(Contestant.GAS_LOGBACK);
    private final Arm encoding = gas.as(Contestant.LOGBACK_ENCODING);
    private final Arm faster = gas.as(Contestant.LOGSTASH);
    private final Arm slower = gas.as(Contestant.GELF);
    private final Arm raw = Arm.of(Contestant.RAW);
    private final Results results = new Results();

    @Test
    void comparesToTheBestPeerAndToBothFloors() {
        add(gas, 900, 0.5);
        add(faster, 600, 1.0);
        add(slower, 300, 2.0);
        add(encoding, 1000, 0.3);
        add(raw, 5000, 0.1);

        List<String> findings = Targets.throughput(List.of(gas, encoding, slower, faster, raw), results);

        assertThat(findings)
                .singleElement()
                .asString()
                .contains("0.90 of encoding alone", "0.60 is what full cores", "1.50 of the best peer's (logstash")
                .contains("1.25 of encoding and raw", "0.50 of the best peer's (logstash");
    }

    @Test
    void takesNoPeerOnTheOtherFramework() {
        Arm socket = gas.as(Contestant.SOCKET);
        add(gas, 900, 0.5);
        add(socket, 9_000, 0.1);

        assertThat(Targets.best(gas, List.of(gas, socket), results, Metric.RATE, false))
                .isEmpty();
    }

    @Test
    void comparesTlsToNoTlsAndTheBareEngineAndToThePeer() {
        Arm encrypted = gas.with(Arm.TLS, true);
        Arm peer = encrypted.as(Contestant.LOGSTASH);
        Arm engine = encrypted.as(Contestant.RAW);
        add(gas, 900, 0.5);
        add(encrypted, 700, 0.9);
        add(peer, 300, 1.8);
        add(engine, 2000, 0.25);

        assertThat(Targets.tls(encrypted, List.of(gas, faster, encrypted, peer, engine), results))
                .contains("1.20 of GAS without TLS and the bare engine", "0.50 of the best peer's (logstash");
    }

    @Test
    void comparesAnEncoderToTheOneForTheSameOutput() {
        EncodingSuite suite = new EncodingSuite(false);
        Arm compiled = suite.arms().get(0).with(Arm.ENCODER, Encoder.COMPILED_PATTERN);
        results.add(compiled, Map.of(Metric.ENCODE, 52e3, Metric.ENCODE_OWN, 60e3, Metric.ENCODED_BYTES, 144.0));
        results.add(
                suite.base(compiled),
                Map.of(Metric.ENCODE, 104e3, Metric.ENCODE_OWN, 600e3, Metric.ENCODED_BYTES, 864.0));

        assertThat(Targets.encoder(compiled, suite.base(compiled), results))
                .contains("0.50 of PATTERN's time flat out (target 0.70)", "0.10 with a millisecond")
                .contains("144 bytes per event (target 200)");
    }

    @Test
    void comparesOurJsonToThePeersJsonAndToEncodingItAlone() {
        Arm json = Layout.GAS_JSON.arm(Contestant.GAS_LOGBACK);
        Arm peer = Layout.JSON.arm(Contestant.LOGSTASH);
        add(json, 1_600, 0.5);
        add(peer, 400, 2.0);
        add(Layout.JSON.arm(Contestant.LOGBACK_ENCODING), 800, 0.9);
        add(Layout.GAS_JSON.raw(Contestant.Framework.LOGBACK), 5_000, 0.1);

        assertThat(Targets.steady(json, new SteadySuite().base(json), results))
                .contains("delivers 4.00 times logstash", "(target 3.50)", "0.25 of its (target 0.35)")
                .contains("0.50 of encoding and raw socket", "2.00 of encoding alone");
    }

    private void add(Arm arm, double rate, double cpu) {
        results.add(
                arm,
                Map.of(
                        Metric.RATE,
                        rate,
                        Metric.CPU,
                        cpu,
                        Metric.SINK,
                        0.1,
                        Metric.CALLER_BYTES,
                        0.0,
                        Metric.BYTES,
                        1.0));
    }
}
