// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StripesTest {

    @ParameterizedTest
    @CsvSource({"-1, 16", "0, 16", "16, 16", "17, 32", "256, 256", "1000, 1024", "1024, 1024", "5000, 1024"})
    void areAPowerOfTwoFromSixteenToWhatTwoDigitsTellApart(int wanted, int count) {
        assertThat(new Stripes(wanted).count()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 1024})
    void aPoolOfAQuarterAsManyThreadsSharesNone(int count) {
        Stripes stripes = new Stripes(count);
        for (long first = 1; first < 5_000; first++) {
            LongStream pool = LongStream.range(first, first + count / 4);

            assertThat(pool.mapToInt(stripes::of).distinct().count()).isEqualTo(count / 4);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, Integer.MAX_VALUE, 1L << 31, 1L << 32, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void everyIdOfAThreadHasOne(long threadId) {
        Stripes stripes = new Stripes(16);

        assertThat(stripes.of(threadId)).isBetween(0, 15).isEqualTo(stripes.of(threadId));
    }

    @Test
    void aThreadTakesNumbersFromOneCounterOnly() {
        Stripes stripes = new Stripes(16);
        long first = (long) stripes.of(Thread.currentThread().getId()) << Stripes.SEQUENCE_BITS;

        assertThat(LongStream.generate(stripes::next).limit(100))
                .containsExactlyElementsOf(
                        LongStream.range(first, first + 100).boxed().toList());
    }

    @Test
    void oneThreadOfACounterHasItsNumbersInALease() throws InterruptedException {
        Stripes stripes = new Stripes(16);
        List<long[]> taken = Collections.synchronizedList(new ArrayList<>());
        long third = inAnother(() -> taken.add(take(stripes, 20)), () -> {
            taken.add(take(stripes, 20));
            return take(stripes, 1)[0];
        });

        assertThat(taken.get(0)[19]).isEqualTo(taken.get(0)[0] + 19);
        assertThat(taken.get(1)[0]).as("behind the lease").isGreaterThan(taken.get(0)[19] + 900);
        assertThat(taken.get(1)[19]).as("without a lease").isEqualTo(taken.get(1)[0] + 19);
        assertThat(third).as("not behind another lease").isEqualTo(taken.get(1)[19] + 1);
    }

    @Test
    void anotherThreadGetsALeaseWhenTheFirstHasEnded() throws InterruptedException {
        Stripes stripes = new Stripes(16);
        List<long[]> taken = Collections.synchronizedList(new ArrayList<>());
        long third = inAnother(
                () -> {
                    try {
                        inAnother(() -> taken.add(take(stripes, 20)), () -> 0L);
                    } catch (InterruptedException unexpected) {
                        throw new IllegalStateException(unexpected);
                    }
                    taken.add(take(stripes, 20));
                },
                () -> take(stripes, 1)[0]);

        assertThat(taken.get(1)[0]).isGreaterThan(taken.get(0)[19] + 900);
        assertThat(third).as("behind the second lease").isGreaterThan(taken.get(1)[19] + 900);
    }

    @Test
    void threadsOfOneCounterTakeNoNumberTwice() throws InterruptedException {
        Stripes stripes = new Stripes(16);
        List<long[]> taken = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 24; i++) { // more than there are cores, so that some end before others begin
            Thread thread = new SameId(() -> taken.add(take(stripes, 20_000)));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(taken).hasSize(24).allSatisfy(numbers -> assertThat(numbers).isSorted());
        assertThat(taken.stream().flatMapToLong(Arrays::stream).distinct().count())
                .isEqualTo(24 * 20_000);
    }

    /** Runs one task in a thread of its own, and another one beside the first thread, which is still alive. */
    private static long inAnother(Runnable task, LongSupplier beside) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new SameId(() -> {
            task.run();
            done.countDown();
            awaitQuietly(end);
        });
        thread.start();
        done.await();
        AtomicLong result = new AtomicLong();
        Thread other = new SameId(() -> result.set(beside.getAsLong()));
        other.start();
        other.join();
        end.countDown();
        thread.join();
        return result.get();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
    }

    private static long[] take(Stripes stripes, int count) {
        return LongStream.generate(stripes::next).limit(count).toArray();
    }

    /** A thread that shares its counter with all others of this class. */
    private static final class SameId extends Thread {
        SameId(Runnable task) {
            super(task);
        }

        @Override
        public long getId() {
            return 7;
        }
    }

    /** The ranges of two counters do not meet. */
    @Test
    void theLastCounterFitsTheTwelveDigitsOfAnId() {
        assertThat((long) Stripes.MOST << Stripes.SEQUENCE_BITS).isEqualTo(1L << (12 * Base32.BITS_PER_DIGIT));
    }
}
