// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One fault after another, repeatable as far as a seed goes. Confined to one thread. */
final class RandomFaults {
    private final Collector collector;
    private final Random random;
    private final int pauseMillis;

    /** Makes faults that last a moment, with at most so much time after each. */
    RandomFaults(Collector collector, long seed, int pauseMillis) {
        this.collector = collector;
        this.random = new Random(seed);
        this.pauseMillis = pauseMillis;
    }

    /** Plays one; at its end the collector is well again. */
    void next() {
        switch (random.nextInt(7)) {
            case 0 -> goDown(Ending.FIN);
            case 1 -> goDown(Ending.RESET);
            case 2 -> collector.endConnections(random.nextBoolean() ? Ending.FIN : Ending.RESET);
            case 3 -> {
                collector.stall();
                pause(500);
                collector.readFlatOut();
            }
            case 4 -> {
                collector.readAtMost(1 + random.nextInt(500_000));
                pause(200);
                collector.readFlatOut();
            }
            case 5 -> {
                collector.stall();
                pause(500);
                collector.readAtMost(500_000);
                pause(300);
                collector.endConnections(Ending.RESET);
            }
            default -> {
                collector.hangUp(true);
                collector.endConnections(Ending.FIN);
                pause(100);
                collector.hangUp(false);
            }
        }
        pause(pauseMillis);
    }

    private void goDown(Ending ending) {
        collector.goDown(ending);
        pause(120);
        collector.listen();
    }

    private void pause(int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(mostMillis)));
    }
}
