// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Run.Order;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One question, and the arms whose comparison answers it. Confined to one thread. */
interface Suite extends Closeable {
    /** Says what is measured, for the report. */
    String title();

    /** The arms, in the order in which each round measures them. */
    List<Arm> arms();

    /** The arms that the chart shows. */
    default List<Arm> charted() {
        return arms();
    }

    /** The metrics that the report shows, the chart's first. */
    List<Metric> metrics();

    /** How many rounds it takes to see what it is about. */
    int rounds();

    /** Returns the arm that an arm is compared to. */
    Arm base(Arm arm);

    /** Measures an arm once, in a process of its own. */
    Map<Metric, Double> measure(Arm arm, Sink sink, Terms terms) throws IOException, InterruptedException;

    /** Tells that a round, counted from 1, is over. */
    default void roundEnded(int round) throws IOException {}

    /** Ends what was kept for later rounds. */
    @Override
    default void close() throws IOException {}

    /** Returns sentences on what the results come to. */
    default List<String> findings(Results results) {
        return List.of();
    }

    /**
     * How measurements are made.
     *
     * @param warmMillis how long it warms up at most; three million events are enough
     * @param millis what is measured
     * @param quick whether figures matter less than an early end
     * @param jvmOptions more options for the contestants' JVMs, as for a profiler
     */
    record Terms(long warmMillis, long millis, boolean quick, List<String> jvmOptions) {
        private static final long TRUSTED_MILLIS = 11_000;

        static final int WARM_EVENTS = 3_000_000;
        private static final int QUICK_WARM_EVENTS = 100_000;

        /** Until everything is compiled. */
        Order warmUp() {
            return Order.warm(warmMillis, quick ? QUICK_WARM_EVENTS : WARM_EVENTS);
        }

        /**
         * How long a process that stays logs in slices after that, because a fast one has logged enough events before the compiler
         * has come to them all.
         */
        long thoroughMillis() {
            return quick ? 1 : warmMillis;
        }

        /** Until GAS trusts a connection, which it does not before 10 s; never mind for a quick look. */
        long trustedMillis() {
            return quick ? warmMillis : Math.max(warmMillis, TRUSTED_MILLIS);
        }
    }
}
