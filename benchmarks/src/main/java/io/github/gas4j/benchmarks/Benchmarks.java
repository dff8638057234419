// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Suite.Terms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures GAS and its peers side by side: round after round, in each every arm once. Confined to the main thread. */
@Command(name = "benchmarks", mixinStandardHelpOptions = true, sortOptions = false, showDefaultValues = true)
public final class Benchmarks implements Callable<Integer> {
    private static final long NANOS_A_SECOND = 1_000_000_000;

    @Option(names = "--suite", split = ",", description = "Which of ${COMPLETION-CANDIDATES}; all unless given")
    private List<Name> suites = List.of(Name.values());

    @Option(names = "--quick", description = "One short round of few arms: to see that it works, not for figures")
    private boolean quick;

    @Option(names = "--rounds", description = "How often each arm is measured; 0 stands for what the suite needs")
    private int rounds;

    @Option(names = "--seconds", description = "How long a measurement takes")
    private int seconds = 4;

    @Option(names = "--warm", description = "Seconds of warming up at most; it ends after 3 million events")
    private int warm = 8;

    @Option(names = "--only", description = "Regular expression that the measured arms' labels contain")
    private Pattern only = Pattern.compile("");

    @Option(names = "--output", description = "Directory for tables and charts")
    private Path output = Path.of("benchmarks");

    @Option(names = "--jvm", description = "Another option for the contestants' JVMs, as for a profiler; repeatable")
    private List<String> jvmOptions = List.of();

    /** The suites by their names on the command line. */
    enum Name {
        throughput,
        latency,
        delay,
        delivery,
        scaling,
        outage,
        drain,
        tls,
        encoding,
        steady,
        record,
        sendbuffer,
        rsyslog;

        Suite suite(boolean quick) {
            return switch (this) {
                case throughput -> new ThroughputSuite(quick);
                case latency -> new LatencySuite(quick);
                case delay -> new DelaySuite();
                case delivery -> new DeliverySuite(quick);
                case scaling -> new ScalingSuite(quick);
                case outage -> new OutageSuite();
                case drain -> new DrainSuite();
                case tls -> new TlsSuite();
                case encoding -> new EncodingSuite(quick);
                case steady -> new SteadySuite();
                case record -> new RecordSuite(quick);
                case sendbuffer -> new SendBufferSuite();
                case rsyslog -> new RsyslogSuite();
            };
        }
    }

    private Benchmarks() {}

    /** Runs what the command line asks for. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terms terms = quick
                ? new Terms(2_000, 1_000, true, jvmOptions)
                : new Terms(warm * 1000L, seconds * 1000L, false, jvmOptions);
        Report report = new Report(output);
        int failures = 0;
        try (Sink sink = Sink.start()) {
            for (Name name : suites) {
                long start = System.nanoTime();
                try (Suite suite = name.suite(quick)) {
                    Results results = new Results();
                    failures += run(suite, results, sink, terms);
                    report.add(name.toString(), suite, results);
                }
                System.out.println("== " + name + " took " + (System.nanoTime() - start) / NANOS_A_SECOND + " s");
            }
        }
        System.out.println("Written: " + output.toAbsolutePath().resolve("benchmarks.md"));
        return failures == 0 ? 0 : 1;
    }

    private int run(Suite suite, Results results, Sink sink, Terms terms) throws IOException, InterruptedException {
        int count = rounds > 0 ? rounds : quick ? 1 : suite.rounds();
        int failures = 0;
        for (int round = 1; round <= count; round++) {
            for (Arm arm : suite.arms()) {
                if (only.matcher(arm.label()).find()) {
                    failures += measure(suite, arm, results, sink, terms) ? 0 : 1;
                }
            }
            suite.roundEnded(round);
            System.out.println("-- round " + round + " of " + count);
        }
        return failures;
    }

    private static boolean measure(Suite suite, Arm arm, Results results, Sink sink, Terms terms)
            throws InterruptedException {
        try {
            Map<Metric, Double> sample = suite.measure(arm, sink, terms);
            results.add(arm, sample);
            System.out.println(arm.label() + ": " + text(suite, sample));
            return true;
        } catch (IOException | RuntimeException failed) {
            results.add(arm, Map.of());
            System.out.println(arm.label() + ": failed: " + failed);
            return false;
        }
    }

    private static String text(Suite suite, Map<Metric, Double> sample) {
        StringJoiner text = new StringJoiner(", ");
        for (Metric metric : suite.metrics()) {
            Double value = sample.get(metric);
            if (value != null) {
                text.add(metric.text(value) + " " + metric.title());
            }
        }
        return text.toString();
    }
}
