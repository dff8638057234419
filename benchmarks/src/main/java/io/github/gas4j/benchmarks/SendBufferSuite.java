// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Run.Order;
import io.github.gas4j.benchmarks.child.Facts;
import io.github.gas4j.testkit.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * What {@code sendBufferSize} is good for and what it costs: throughput and CPU with the default delivery, and what is in
 * flight when the collector is killed, as what NONE loses and REPLAY writes again. Confined to one thread.
 */
final class SendBufferSuite implements Suite {
    private static final String HALF = "half";
    private static final String FLAT = "flat";
    private static final String SEDATE = "20000";
    /** The collector reads until its connections are reset. */
    private static final String KILLED = "killed";
    /** It stops reading for a while before. */
    private static final String HUNG = "hung";

    private static final List<String> SIZES = List.of("64KiB", "16KiB", "256KiB", "1MiB");
    private static final String USUAL = SIZES.get(0);
    private static final long BEFORE_MILLIS = 300;
    private static final long HUNG_MILLIS = 300;
    private static final long LOAD_MILLIS = 900;
    private static final long STILL_MILLIS = 400;
    /** Of the usual time, for throughput. */
    private static final int TIMES_SHORTER = 3;

    private final Kept<Run> runs = new Kept<>();
    /** The greatest rates so far, for the arms at half of them. */
    private final Results reached = new Results();

    /** Makes a suite. */
    SendBufferSuite() {}

    @Override
    public String title() {
        return "Send buffer: throughput, and what is in flight when the collector is killed";
    }

    @Override
    public List<Arm> arms() {
        List<Arm> arms = new ArrayList<>();
        add(arms, "REPLAY", FLAT, "");
        add(arms, "REPLAY", HALF, "");
        add(arms, "NONE", SEDATE, KILLED);
        add(arms, "NONE", FLAT, KILLED);
        add(arms, "NONE", SEDATE, HUNG);
        add(arms, "NONE", FLAT, HUNG);
        add(arms, "REPLAY", FLAT, HUNG);
        return arms;
    }

    private static void add(List<Arm> arms, String delivery, String load, String cut) {
        for (String size : SIZES) {
            Arm arm = Arm.of(Contestant.GAS_LOGBACK)
                    .with(Arm.DELIVERY, delivery)
                    .with(Arm.LOAD, load)
                    .with(Arm.SEND_BUFFER, size);
            arms.add(cut.isEmpty() ? arm : arm.with(Arm.CUT, cut));
        }
    }

    @Override
    public List<Arm> charted() {
        return arms().stream().filter(arm -> !arm.chose(Arm.CUT)).toList();
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.RATE, Metric.CPU, Metric.LOST, Metric.LOST_KIB, Metric.REPLAYED);
    }

    @Override
    public int rounds() {
        return 5;
    }

    @Override
    public Arm base(Arm arm) {
        return arm.with(Arm.SEND_BUFFER, USUAL);
    }

    @Override
    public Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException {
        Arm process = arm.without(Arm.LOAD).without(Arm.CUT);
        return runs.use(process.label(), () -> Run.startWarm(process, sink, terms), run -> {
            run.takeTurn();
            if (arm.chose(Arm.CUT)) {
                return cut(arm, run, sink);
            }
            long millis = terms.millis() / TIMES_SHORTER;
            if (arm.text(Arm.LOAD).equals(HALF)) {
                long rate = (long) (reached.median(base(arm).with(Arm.LOAD, FLAT), Metric.RATE) / 2);
                return run.measure(Order.paced(millis, rate));
            }
            Map<Metric, Double> measured = run.slices(millis);
            reached.add(arm, measured);
            return measured;
        });
    }

    /** Resets all connections in the middle of a load; whoever drops what finds no room would hide what was lost. */
    private static Map<Metric, Double> cut(Arm arm, Run run, Sink sink) throws IOException, InterruptedException {
        Facts before = run.counted();
        boolean flat = arm.text(Arm.LOAD).equals(FLAT);
        Order order = flat ? Order.flatOut(LOAD_MILLIS) : Order.paced(LOAD_MILLIS, arm.number(Arm.LOAD));
        FutureTask<Facts> load = new FutureTask<>(() -> run.load(order));
        Threads.start(false, "load", load);
        TimeUnit.MILLISECONDS.sleep(BEFORE_MILLIS);
        if (arm.text(Arm.CUT).equals(HUNG)) {
            sink.hang();
            TimeUnit.MILLISECONDS.sleep(HUNG_MILLIS);
        }
        sink.cut();
        long offered;
        try {
            offered = load.get().number("events");
        } catch (ExecutionException failed) {
            throw new IOException(failed);
        }
        long arrived = run.awaitStill(STILL_MILLIS);
        Facts after = run.counted();
        long replayed = after.number("replayed") - before.number("replayed");
        long dropped = after.number("dropped") - before.number("dropped");
        double lost = offered - dropped + replayed - arrived;
        Map<Metric, Double> measured = new EnumMap<>(Metric.class);
        measured.put(Metric.LOST, lost);
        measured.put(Metric.LOST_KIB, lost * arm.number(Arm.EVENT_BYTES));
        measured.put(Metric.REPLAYED, (double) replayed);
        return measured;
    }

    @Override
    public void roundEnded(int round) throws IOException {
        runs.roundEnded(round);
    }

    @Override
    public void close() throws IOException {
        runs.close();
    }
}
