// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.child.ContestantMain;
import io.github.gas4j.benchmarks.child.Facts;
import io.github.gas4j.benchmarks.child.Load;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A contestant in its process, connected to the sink. Confined to one thread. */
final class Run implements Closeable {
    private static final long PATIENCE_SECONDS = 5;
    private static final long POLL_MILLIS = 5;
    private static final long SLICE_MILLIS = 600;
    private static final long TIMEOUT_SECONDS = 120;

    private final Arm arm;
    private final Collector sink;
    private final Child child;
    /** Events logged since the sink counted from zero. */
    private long offered;

    private Run(Arm arm, Collector sink, Child child) {
        this.arm = arm;
        this.sink = sink;
        this.child = child;
    }

    /** Starts a contestant's process; every one has the same JVM options but for what configures it. */
    static Run start(Arm arm, Collector sink, Suite.Terms terms, String heap) throws IOException, InterruptedException {
        sink.reset();
        List<String> options = new ArrayList<>(arm.jvmOptions());
        options.addAll(terms.jvmOptions());
        options.addAll(sink.jvmOptions(arm.isEncrypted()));
        options.add("-Xms" + heap);
        options.add("-Xmx" + heap);
        options.add("-XX:MaxDirectMemorySize=1200m");
        String framework = arm.contestant().framework().name();
        return new Run(arm, sink, Child.start(ContestantMain.class, options, framework));
    }

    /** Starts a process and warms it up, to stay for several rounds. */
    static Run startWarm(Arm arm, Collector sink, Suite.Terms terms) throws IOException, InterruptedException {
        Run run = start(arm, sink, terms, "512m");
        try {
            run.warmUp(terms);
            run.slices(terms.thoroughMillis());
            return run;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            run.close();
            throw failed;
        }
    }

    /**
     * Logs as fast as it can until everything is compiled, and waits until all that has arrived. Where there are more
     * threads than cores, as many as cores do it first: more would leave the compiler hardly any time.
     */
    void warmUp(Suite.Terms terms) throws IOException, InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        if (threads() > cores) {
            load(terms.warmUp(), cores, false);
        }
        load(terms.warmUp());
        awaitDelivered();
    }

    /** Begins anew after other contestants have used the collector. Nothing of this one is on its way. */
    void takeTurn() throws IOException, InterruptedException {
        offered = 0;
        sink.reset();
    }

    /**
     * Logs as fast as it can, slice after slice; each begins and ends with nothing on its way. Returns the medians of the
     * slices, but the sum of what was lost: a slice in which the collector of garbage, the compiler or another process has
     * taken a core does not count.
     */
    Map<Metric, Double> slices(long millis) throws IOException, InterruptedException {
        List<Map<Metric, Double>> slices = new ArrayList<>();
        for (long left = Math.max(millis, SLICE_MILLIS); left >= SLICE_MILLIS; left -= SLICE_MILLIS) {
            slices.add(measure(Order.flatOut(SLICE_MILLIS)));
        }
        Map<Metric, Double> medians = new EnumMap<>(Metric.class);
        for (Metric metric : slices.get(0).keySet()) {
            List<Double> values =
                    slices.stream().map(slice -> slice.get(metric)).toList();
            medians.put(
                    metric,
                    metric == Metric.LOST
                            ? values.stream().mapToDouble(Double::doubleValue).sum()
                            : Stats.median(values));
        }
        return medians;
    }

    /** Logs, and waits until everything has arrived; the CPU time is the whole process's until then. */
    Map<Metric, Double> measure(Order order) throws IOException, InterruptedException {
        countFromZero();
        long sinkBefore = sink.count().number("cpu");
        Facts before = usage();
        Facts load = load(order);
        long lost = awaitDelivered();
        Facts after = usage();
        Facts arrived = sink.count();
        double events = load.number("events");
        double nanos = arm.contestant().isEncoding() ? load.number("nanos") : arrived.number("nanos");
        double delivered = arm.contestant().isEncoding() ? events : arrived.number("events");
        Map<Metric, Double> measured = new EnumMap<>(Metric.class);
        measured.put(Metric.RATE, delivered / nanos * 1e9);
        measured.put(Metric.MEGABYTES, arrived.number("bytes") / nanos * 1e3);
        measured.put(Metric.SIZE, arrived.number("bytes") / delivered);
        measured.put(Metric.CPU, (after.number("cpu") - before.number("cpu")) / delivered);
        measured.put(Metric.SINK, (arrived.number("cpu") - sinkBefore) / delivered);
        double callers = load.number("allocated");
        if (arm.text(Arm.VIRTUAL).equals("false")) {
            measured.put(Metric.CALLER_BYTES, callers / events); // no JVM tells it of virtual threads
        }
        measured.put(Metric.BYTES, (callers + after.number("allocated") - before.number("allocated")) / events);
        measured.put(Metric.P50, (double) load.number("p50"));
        measured.put(Metric.P99, (double) load.number("p99"));
        measured.put(Metric.P99_CALLS, (double) load.number("p99Calls"));
        measured.put(Metric.P999, (double) load.number("p999"));
        measured.put(Metric.P9999, (double) load.number("p9999"));
        measured.put(Metric.LONGEST, (double) load.number("max"));
        measured.put(Metric.PEAK, (double) after.number("peak"));
        measured.put(Metric.LOST, (double) lost);
        return measured;
    }

    /** Logs; returns what callers saw of it. */
    Facts load(Order order) throws IOException, InterruptedException {
        return load(order, threads(), Boolean.parseBoolean(arm.text(Arm.VIRTUAL)));
    }

    private int threads() {
        return arm.contestant() == Contestant.RAW ? 1 : arm.number(Arm.THREADS);
    }

    private Facts load(Order order, int threads, boolean virtual) throws IOException, InterruptedException {
        Facts facts = new Facts()
                .with("threads", threads)
                .with("virtual", virtual)
                .with("messageBytes", arm.messageBytes())
                .with("millis", order.millis())
                .with("rate", order.rate())
                .with("pace", order.pace())
                .with("events", order.events());
        Facts answer = child.ask("load " + facts, TIMEOUT_SECONDS + order.millis() / 1000);
        offered += answer.number("events");
        return answer;
    }

    /** Lets the sink count anew; what has not arrived yet counts from now on. */
    void countFromZero() throws IOException, InterruptedException {
        offered -= arm.contestant().isEncoding() ? offered : sink.count().number("events");
        sink.reset();
    }

    /** The same, for events that tell when they were logged; none that does not may still come. */
    void countStampsFromZero() throws IOException, InterruptedException {
        if (awaitDelivered() != 0) {
            throw new IOException("not everything has arrived");
        }
        offered = 0;
        sink.reset(true);
    }

    /** Waits until the sink has everything, or nothing more comes; returns how many events have not arrived. */
    long awaitDelivered() throws IOException, InterruptedException {
        return await(offered, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
    }

    /**
     * Waits until nothing more comes, as after an outage, when some may come twice.
     *
     * @param patienceSeconds how long it may take until the first event comes
     * @return how many events have not arrived, less than none if some came twice
     */
    long awaitQuiet(long patienceSeconds) throws IOException, InterruptedException {
        await(1, TimeUnit.SECONDS.toNanos(patienceSeconds));
        return await(Long.MAX_VALUE, TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS));
    }

    /** Waits until nothing has come for a while; returns how many events have arrived since the sink counted from zero. */
    long awaitStill(long millis) throws IOException, InterruptedException {
        await(Long.MAX_VALUE, TimeUnit.MILLISECONDS.toNanos(millis));
        return sink.count().number("events");
    }

    private long await(long atLeast, long patienceNanos) throws IOException, InterruptedException {
        if (arm.contestant().isEncoding()) {
            return 0;
        }
        long arrived = -1;
        long changed = System.nanoTime();
        while (arrived < atLeast && System.nanoTime() - changed < patienceNanos) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            long now = sink.count().number("events");
            if (now != arrived) {
                arrived = now;
                changed = System.nanoTime();
            }
        }
        return offered - arrived;
    }

    /** Returns milliseconds of CPU time that the process uses in a second in which nobody logs. */
    double idle(long millis) throws IOException, InterruptedException {
        long before = usage().number("cpu");
        TimeUnit.MILLISECONDS.sleep(millis);
        return (usage().number("cpu") - before) / 1e3 / millis;
    }

    /** Returns what the process has used so far. */
    Facts usage() throws IOException, InterruptedException {
        return child.ask("usage", TIMEOUT_SECONDS);
    }

    /** Returns what GAS counts, all clients of the process together. */
    Facts counted() throws IOException, InterruptedException {
        return child.ask("counted", TIMEOUT_SECONDS);
    }

    /** Returns bytes of the heap that outlive a collection. */
    long heapBytes() throws IOException, InterruptedException {
        return child.ask("heap", TIMEOUT_SECONDS).number("heap");
    }

    @Override
    public void close() throws IOException {
        child.close();
    }

    /**
     * What is to be logged.
     *
     * @param millis for how long
     * @param rate events a second of all threads together, or 0 for as many as can be
     * @param pace how threads wait for the next event
     * @param events how many end it earlier, or 0 if none do
     */
    record Order(long millis, long rate, Load.Pace pace, long events) {
        private Order(long millis, long rate, Load.Pace pace) {
            this(millis, rate, pace, 0);
        }

        static Order flatOut(long millis) {
            return new Order(millis, 0, Load.Pace.FLAT_OUT);
        }

        static Order warm(long millis, long events) {
            return new Order(millis, 0, Load.Pace.FLAT_OUT, events);
        }

        static Order bursts(long millis, long rate) {
            return new Order(millis, rate, Load.Pace.BURSTS);
        }

        static Order paced(long millis, long rate) {
            return new Order(millis, rate, Load.Pace.PACED);
        }

        static Order timed(long millis, long rate) {
            return new Order(millis, rate, Load.Pace.TIMED);
        }

        static Order stamped(long millis, long rate) {
            return new Order(millis, rate, Load.Pace.STAMPED);
        }
    }
}
