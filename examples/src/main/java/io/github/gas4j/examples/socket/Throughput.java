// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.socket;

import io.github.gas4j.socket.GasSocket;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * What a {@link GasSocket} costs while nothing fails: its write throughput as a ratio to a plain socket's. The two take
 * short turns in one JVM, and at being first; a run's ratio is the median of its pairs of turns, so that what else the
 * machine does meets both or counts for nothing. The writing thread's CPU time is shown beside it. Confined to one thread;
 * each reader has another.
 */
public final class Throughput {
    private static final int[] UNIT_BYTES = {128, 1_024, 8_192, 65_536};
    private static final int RUNS = 9;
    private static final int TURNS = 200;
    private static final int BYTES_PER_TURN = 4 << 20;
    private static final int MOST_UNITS_PER_TURN = 2_000;

    private final int runs;
    private final int turns;
    private final Consumer<String> log;

    Throughput(int runs, int turns, Consumer<String> log) {
        this.runs = runs;
        this.turns = turns;
        this.log = log;
    }

    /** No arguments. */
    public static void main(String[] arguments) throws IOException {
        new Throughput(RUNS, TURNS, System.out::println).measure(UNIT_BYTES);
    }

    /** Logs one line for each size of unit. */
    void measure(int... unitBytes) throws IOException {
        log.accept("medians of " + runs + " runs (least to most), GasSocket to plain Socket");
        log.accept("unit bytes | plain, MB/s | throughput ratio      | ratio by the writer's CPU time");
        for (int size : unitBytes) {
            measure(size);
        }
    }

    private void measure(int size) throws IOException {
        byte[] unit = new byte[size];
        int units = Math.min(MOST_UNITS_PER_TURN, BYTES_PER_TURN / size);
        Result[] results = new Result[runs];
        run(unit, units); // to warm up
        for (int i = 0; i < runs; i++) {
            results[i] = run(unit, units);
        }
        log.accept(String.format(
                Locale.ROOT,
                "%10d | %11.0f | %s | %s",
                size,
                median(all(results, Result::plainRate)),
                medianAndSpread(all(results, Result::ratio)),
                medianAndSpread(all(results, Result::cpuRatio))));
    }

    /** A run's medians: bytes per microsecond of the plain socket, and how the other's turns compare. */
    private record Result(double plainRate, double ratio, double cpuRatio) {}

    private Result run(byte[] unit, int units) throws IOException {
        double[] rates = new double[turns];
        double[] ratios = new double[turns];
        double[] cpuRatios = new double[turns];
        try (Flow plain = Flow.of(Socket::new, unit, units);
                Flow gas = Flow.of(GasSocket::new, unit, units)) {
            for (int turn = 0; turn < turns; turn++) {
                boolean plainFirst = turn % 2 == 0;
                Flow.Cost first = (plainFirst ? plain : gas).takeTurn();
                Flow.Cost second = (plainFirst ? gas : plain).takeTurn();
                Flow.Cost ofPlain = plainFirst ? first : second;
                Flow.Cost ofGas = plainFirst ? second : first;
                rates[turn] = 1e3 * units * unit.length / ofPlain.nanos();
                ratios[turn] = (double) ofPlain.nanos() / ofGas.nanos();
                cpuRatios[turn] = (double) ofPlain.cpuNanos() / ofGas.cpuNanos();
            }
        }
        return new Result(median(rates), median(ratios), median(cpuRatios));
    }

    private static double[] all(Result[] results, ToDoubleFunction<Result> figure) {
        return Arrays.stream(results).mapToDouble(figure).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String medianAndSpread(double[] values) {
        double least = Arrays.stream(values).min().orElseThrow();
        double most = Arrays.stream(values).max().orElseThrow();
        return String.format(Locale.ROOT, "%5.3f (%5.3f to %5.3f)", median(values), least, most);
    }
}
