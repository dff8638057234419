// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processes that stay for a few rounds, so that each is warm for all of them at the price of one warm-up. After these rounds
 * new ones take their place: what one run of the compiler has decided does not decide the whole. Confined to one thread.
 *
 * @param <P> the type of processes
 */
final class Kept<P extends Closeable> implements Closeable {
    private static final int ROUNDS = 3;

    private final Map<String, P> processes = new LinkedHashMap<>();

    /** Starts a process and warms it up. */
    interface Start<P> {
        /** Returns the process. */
        P start() throws IOException, InterruptedException;
    }

    /** Measures with a warm process. */
    interface Use<P, R> {
        /** Returns what was measured. */
        R use(P process) throws IOException, InterruptedException;
    }

    /** Uses the process that has a name, after starting it if there is none; one that fails is not used again. */
    <R> R use(String name, Start<P> start, Use<P, R> use) throws IOException, InterruptedException {
        P process = processes.get(name);
        if (process == null) {
            process = start.start();
            processes.put(name, process);
        }
        boolean done = false;
        try {
            R result = use.use(process);
            done = true;
            return result;
        } finally {
            if (!done) {
                processes.remove(name);
                process.close();
            }
        }
    }

    /** Ends all processes if they have served for their rounds. */
    void roundEnded(int round) throws IOException {
        if (round % ROUNDS == 0) {
            close();
        }
    }

    @Override
    public void close() throws IOException {
        for (P process : processes.values()) {
            process.close();
        }
        processes.clear();
    }
}
