// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several producers and the consumer at once, on a ring so small that it is full and wraps all the time. */
class FrameBufferConcurrencyTest {
    private static final int PRODUCERS = 3;
    private static final int FRAMES_EACH = 60_000;
    private static final int LARGEST_FRAME = 200;
    private static final int PREFIX = 5;

    private final FrameBuffer ring = DirectRing.allocate(2_000, new Counters());
    private final ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
    private final int[] nextOf = new int[PRODUCERS];

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void everyFrameArrivesWholeOnceAndInItsProducersOrder() throws Exception {
        List<Future<Integer>> ends = new ArrayList<>();
        for (int i = 0; i < PRODUCERS; i++) {
            ends.add(threads.submit(producer(i)));
        }

        long received = consume(ends);

        for (Future<Integer> end : ends) {
            assertThat(end.get()).isEqualTo(FRAMES_EACH);
        }
        assertThat(received).isEqualTo((long) PRODUCERS * FRAMES_EACH);
        assertThat(nextOf).containsOnly(FRAMES_EACH);
        assertThat(ring.usedBytes()).isZero();
        assertThat(ring.tail()).isEqualTo(ring.released());
    }

    private Callable<Integer> producer(int id) {
        return () -> {
            Random random = new Random(id);
            byte[] frame = new byte[LARGEST_FRAME];
            int number = 0;
            while (number < FRAMES_EACH && !Thread.currentThread().isInterrupted()) {
                int length = PREFIX + random.nextInt(LARGEST_FRAME - PREFIX);
                write(frame, length, id, number);
                long record = ring.claim(length);
                while (record == FrameBuffer.FULL && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(1);
                    record = ring.claim(length);
                }
                ring.records().begin(record, length);
                ring.put(record + Records.HEADER_BYTES, frame, 0, length);
                ring.records().commit(record, length);
                number++;
            }
            return number;
        };
    }

    private long consume(List<Future<Integer>> ends) {
        long received = 0;
        ByteBuffer target = ByteBuffer.allocate(LARGEST_FRAME);
        while (true) {
            boolean over = ends.stream().allMatch(Future::isDone);
            long used = ring.usedBytes();
            assertThat(used).isBetween(0L, ring.capacity());
            long at = ring.released();
            long tail = ring.tail();
            int length = at < tail ? ring.frameBytes(at) : -1;
            while (at < tail && length >= 0) {
                target.clear();
                ring.get(at, 0, target, length);
                verify(target.flip());
                received++;
                at = ring.next(at);
                length = at < tail ? ring.frameBytes(at) : -1;
            }
            ring.release(at);
            if (over && at == ring.tail()) {
                return received;
            }
            LockSupport.parkNanos(1);
        }
    }

    private static void write(byte[] frame, int length, int id, int number) {
        ByteBuffer.wrap(frame).put((byte) id).putInt(number);
        for (int i = PREFIX; i < length; i++) {
            frame[i] = (byte) (id + number * 31 + i);
        }
    }

    private void verify(ByteBuffer frame) {
        int id = frame.get();
        int number = frame.getInt();
        if (id < 0 || id >= PRODUCERS || number != nextOf[id]) {
            throw new AssertionError("frame " + number + " of producer " + id);
        }
        nextOf[id]++;
        for (int i = PREFIX; i < frame.limit(); i++) {
            if (frame.get(i) != (byte) (id + number * 31 + i)) {
                throw new AssertionError("byte " + i + " of frame " + number + " of producer " + id);
            }
        }
    }
}
