// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.it.fixtures.Event;
import io.github.gas4j.it.fixtures.Event.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Offers events of all sizes in bursts, and keeps what was taken. Confined to one thread, apart from its own, which ends
 * before the other one looks.
 */
final class Producer {
    private static final int THREADS = 3;

    private final Source source;
    private final BitSet taken = new BitSet();
    private final Thread thread;
    private volatile boolean ended;

    private Producer(Predicate<byte[]> client, Source source, long seed) {
        this.source = source;
        Random random = new Random(seed);
        thread = new Thread(() -> {
            for (int seq = 0; !ended; seq++) {
                int size = random.nextInt(random.nextInt(50) == 0 ? 30_000 : 200);
                byte[] bytes = new Event(source, seq, size).text().getBytes(StandardCharsets.US_ASCII);
                taken.set(seq, client.test(bytes));
                if (random.nextInt(20) == 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(8)));
                }
            }
        });
    }

    /** Starts some. */
    static List<Producer> start(Predicate<byte[]> client, long seed) {
        List<Producer> producers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Producer producer = new Producer(client, new Source(1, i), seed * THREADS + i);
            producers.add(producer);
            producer.thread.start();
        }
        return producers;
    }

    static void end(List<Producer> producers) throws InterruptedException {
        for (Producer producer : producers) {
            producer.ended = true;
        }
        for (Producer producer : producers) {
            producer.thread.join();
        }
    }

    Source source() {
        return source;
    }

    /** Returns the numbers of the events that were taken. */
    BitSet taken() {
        return (BitSet) taken.clone();
    }
}
