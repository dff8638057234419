// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.net.Selection;
import io.github.gas4j.core.internal.sender.IdleStrategy;
import io.github.gas4j.core.internal.sender.SelectorNews;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two producers that hand over one event each and wait until the consumer has it, so that it falls asleep all the time. A
 * lost wake-up shows as a sleep that only the watchdog ends. That a wrong order loses them is shown step by step in
 * {@link DoorbellTest}.
 */
class DoorbellStressTest {
    private static final int EVENT_BYTES = 4;
    private static final int RECORD_BYTES = 8;

    private final FrameBuffer ring = DirectRing.allocate(1 << 12, new Counters());
    private final AtomicInteger producing = new AtomicInteger(2);
    private final AtomicLong consumed = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Selector selector;

    /** How the consumer sleeps until the tail passes a position or the watchdog's time is over. */
    @FunctionalInterface
    private interface Sleep {
        void until(long tailPasses, long watchdogNanos) throws IOException;
    }

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
    }

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        selector.close();
    }

    @Test
    void noWakeUpIsLost() throws Exception {
        Doorbell doorbell = new Doorbell(selector::wakeup);
        Sleep sleep = (position, nanos) -> {
            if (doorbell.arm(position, ring)) {
                selector.select(key -> {}, TimeUnit.NANOSECONDS.toMillis(nanos));
                doorbell.disarm();
            }
        };

        assertThat(lostWakeUps(sleep, doorbell::passed, 5_000, 1_500)).isZero();
    }

    @Test
    void noWakeUpIsLostByTheSendersRest() throws Exception {
        Doorbell doorbell = new Doorbell(selector::wakeup);
        IdleStrategy idleStrategy = new IdleStrategy(new SelectorNews(new Selection(selector)), doorbell);

        long lost = lostWakeUps(
                (position, nanos) -> idleStrategy.sleep(nanos, position, ring), doorbell::passed, 5_000, 500);

        assertThat(lost).isZero();
    }

    private long lostWakeUps(Sleep sleep, LongConsumer passed, long watchdogMillis, long forMillis) throws Exception {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(forMillis);
        long watchdog = TimeUnit.MILLISECONDS.toNanos(watchdogMillis);
        List<Future<Long>> producers =
                List.of(threads.submit(() -> produce(passed, until)), threads.submit(() -> produce(passed, until)));
        long lost = 0;
        long at = 0;
        while (producing.get() > 0 || at < ring.tail()) {
            long began = System.nanoTime();
            sleep.until(at, watchdog);
            if (System.nanoTime() - began >= watchdog && ring.tail() > at) {
                lost++;
            }
            while (at < ring.tail() && ring.frameBytes(at) >= 0) {
                at += RECORD_BYTES;
            }
            ring.release(at);
            consumed.set(at);
        }
        assertThat(producers.get(0).get() + producers.get(1).get()).isEqualTo(at / RECORD_BYTES);
        return lost;
    }

    private long produce(LongConsumer passed, long until) {
        long events = 0;
        while (System.nanoTime() - until < 0 && !Thread.currentThread().isInterrupted()) {
            long record = ring.claim(EVENT_BYTES);
            ring.records().commit(record, EVENT_BYTES);
            passed.accept(record + RECORD_BYTES);
            while (consumed.get() < record + RECORD_BYTES
                    && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            // a little later each time, so that the claim meets the consumer at every step of falling asleep
            for (long spin = ++events % 64; spin > 0; spin--) {
                Thread.onSpinWait();
            }
        }
        producing.decrementAndGet();
        selector.wakeup();
        return events;
    }
}
