// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

final class ScratchPoolTest {
    private final ScratchPool<Scratch> pool = new ScratchPool<>(Scratch::new, 8);

    @Test
    void hasAsManySlotsAsWantedRoundedUpAndBounded() {
        assertThat(new ScratchPool<>(Scratch::new, 1).slots()).isEqualTo(4);
        assertThat(new ScratchPool<>(Scratch::new, 5).slots()).isEqualTo(8);
        assertThat(new ScratchPool<>(Scratch::new, 8).slots()).isEqualTo(8);
        assertThat(new ScratchPool<>(Scratch::new, 1000).slots()).isEqualTo(32);
    }

    @Test
    void aThreadGetsItsBufferBackEmpty() {
        Scratch buffer = pool.take();
        buffer.bytes().append(new byte[100]);
        buffer.text().append("text");
        pool.giveBack(buffer);

        assertThat(pool.take()).isSameAs(buffer);
        assertThat(buffer.bytes().length()).isZero();
        assertThat(buffer.text()).isEmpty();
    }

    @Test
    void nestedUsersGetBuffersOfTheirOwn() {
        Set<Scratch> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 100; i++) {
            taken.add(pool.take());
        }

        assertThat(taken).hasSize(100);
    }

    @Test
    void keepsNoMoreThanItsSlots() {
        List<Scratch> taken = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            taken.add(pool.take());
        }
        taken.forEach(pool::giveBack);

        assertThat(pool.kept()).isBetween(1, pool.slots());
    }

    @Test
    void givesBackEachToASlotOfItsOwn() {
        List<Scratch> taken = List.of(pool.take(), pool.take(), pool.take(), pool.take());

        taken.forEach(pool::giveBack);

        assertThat(List.of(pool.take(), pool.take(), pool.take(), pool.take()))
                .containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void usesThemAgainWhileMoreAreHeldThanItHasSlots() {
        AtomicInteger made = new AtomicInteger();
        ScratchPool<Scratch> small = new ScratchPool<>(
                () -> {
                    made.incrementAndGet();
                    return new Scratch();
                },
                4);
        Queue<Scratch> held = new ArrayDeque<>();
        for (int i = 0; i < 3 * small.slots(); i++) {
            held.add(small.take());
        }
        for (int i = 0; i < 1_000; i++) {
            small.giveBack(held.remove());
            held.add(small.take());
        }

        assertThat(made.get()).isEqualTo(3 * small.slots());
    }

    @Test
    void replacesThoseThatAreNeverGivenBack() {
        for (int i = 0; i < 2 * pool.slots(); i++) {
            pool.take();
        }

        Scratch buffer = pool.take();
        pool.giveBack(buffer);

        assertThat(pool.take()).isSameAs(buffer);
    }

    @Test
    void keepsTheOneThatHasReplacedABufferThatHasGrownTooLarge() {
        List<Scratch> first = takeFour();
        List<Scratch> second = takeFour(); // one of them in the place of one of the first
        first.forEach(buffer -> buffer.bytes().append(new byte[ScratchPool.LARGEST_KEPT_BYTES + 1]));
        second.forEach(pool::giveBack);
        int kept = pool.kept();

        first.forEach(pool::giveBack);

        assertThat(second).contains(pool.take());
        assertThat(kept).isEqualTo(4);
        assertThat(pool.kept()).isBetween(1, 3);
    }

    private List<Scratch> takeFour() {
        return List.of(pool.take(), pool.take(), pool.take(), pool.take());
    }

    @Test
    void letsGoOfABufferThatHasGrownTooLarge() {
        Scratch buffer = pool.take();
        buffer.bytes().append(new byte[ScratchPool.LARGEST_KEPT_BYTES + 1]);

        pool.giveBack(buffer);

        assertThat(pool.kept()).isZero();
    }

    @Test
    void letsGoOfABufferWhoseTextHasGrownTooLarge() {
        Scratch buffer = pool.take();
        buffer.text().append("x".repeat(ScratchPool.LARGEST_KEPT_BYTES));

        pool.giveBack(buffer);

        assertThat(pool.kept()).isZero();
    }

    @Test
    void keepsABufferOfTheLargestSize() {
        Scratch buffer = pool.take();
        buffer.bytes().append(new byte[ScratchPool.LARGEST_KEPT_BYTES]);

        pool.giveBack(buffer);

        assertThat(pool.kept()).isEqualTo(1);
    }

    @Test
    void noTwoThreadsHoldTheSameBuffer() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch collisions = new CountDownLatch(1);
        for (int thread = 0; thread < 8; thread++) {
            threads.execute(() -> {
                for (int i = 0; i < 20_000; i++) {
                    Scratch buffer = pool.take();
                    buffer.bytes().append(new byte[] {1, 2, 3});
                    if (buffer.bytes().length() != 3) {
                        collisions.countDown();
                    }
                    pool.giveBack(buffer);
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(collisions.getCount()).isEqualTo(1);
        assertThat(pool.kept()).isLessThanOrEqualTo(pool.slots());
    }

    @Test
    void makesHardlyMoreBuffersThanItHasSlots() throws Exception {
        ScratchPool<Scratch> small = new ScratchPool<>(Scratch::new, 4);
        Set<Scratch> made = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        for (int round = 0; round < 20; round++) { // other threads meet in other slots
            ExecutorService threads = Executors.newFixedThreadPool(4);
            for (int thread = 0; thread < 4; thread++) {
                threads.execute(() -> {
                    for (int i = 0; i < 200_000; i++) {
                        Scratch buffer = small.take();
                        made.add(buffer);
                        small.giveBack(buffer);
                    }
                });
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }

        assertThat(made.size()).as("buffers for 16 million events").isLessThan(500);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void isAsSmallUnderVirtualThreads() throws Exception {
        Method factory = Executors.class.getMethod("newVirtualThreadPerTaskExecutor");
        ExecutorService threads = (ExecutorService) factory.invoke(null);
        CountDownLatch together = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            threads.execute(() -> {
                Scratch buffer = pool.take();
                together.countDown();
                awaitAll(together);
                pool.giveBack(buffer);
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(pool.kept()).isBetween(1, pool.slots());
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
