// SPDX-License-Identifier: MIT
package io.github.gas4j.it.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs trials that mostly wait at the same time, each on a thread of its own. Stateless. */
final class Together {
    private Together() {}

    /**
     * What is done with each item.
     *
     * @param <T> type of the items
     */
    interface Trial<T> {
        void run(T item) throws Exception;
    }

    /** Runs all trials and waits for all of them; fails with the first failure, which has the others as suppressed. */
    static <T> void run(List<T> items, Trial<T> trial) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (T item : items) {
                running.add(threads.submit(() -> {
                    trial.run(item);
                    return null;
                }));
            }
            await(items, running);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> void await(List<T> items, List<Future<?>> running) throws InterruptedException {
        AssertionError all = null;
        for (int i = 0; i < running.size(); i++) {
            try {
                running.get(i).get();
            } catch (ExecutionException failed) {
                AssertionError one = new AssertionError(items.get(i) + ": " + failed.getCause(), failed.getCause());
                if (all == null) {
                    all = one;
                } else {
                    all.addSuppressed(one);
                }
            }
        }
        if (all != null) {
            throw all;
        }
    }
}
