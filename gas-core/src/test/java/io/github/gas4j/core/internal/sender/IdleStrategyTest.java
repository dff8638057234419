// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.buffer.Counters;
import io.github.gas4j.core.internal.buffer.DirectRing;
import io.github.gas4j.core.internal.buffer.Doorbell;
import io.github.gas4j.core.internal.buffer.FrameBuffer;
import io.github.gas4j.core.internal.net.Selection;
import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The consumer's sleep on a real selector. */
class IdleStrategyTest {
    private static final long A_MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final FrameBuffer ring = DirectRing.allocate(1 << 12, new Counters());
    private final Selector selector = openSelector();
    private final AtomicInteger rings = new AtomicInteger();
    private final Doorbell doorbell = new Doorbell(() -> {
        rings.incrementAndGet();
        selector.wakeup();
    });
    private final SelectorNews news = new SelectorNews(new Selection(selector));
    private final IdleStrategy idleStrategy = new IdleStrategy(news, doorbell);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        selector.close();
    }

    @Test
    void anEventEndsTheSleep() throws Exception {
        Future<?> asleep = threads.submit(() -> sleep(A_MINUTE));

        passUntilDone(asleep);

        assertThat(rings).hasValue(1);
    }

    @Test
    void doesNotWaitForTheSelectorWhileTheJvmExits() throws Exception {
        news.letJvmExit();

        sleep(Long.MAX_VALUE);

        assertThat(rings).as("it came back although nobody rang").hasValue(0);
    }

    @Test
    void noOneRingsAfterTheSleepTimedOut() throws Exception {
        sleep(1);

        doorbell.passed(8);

        assertThat(rings).hasValue(0);
    }

    @Test
    void doesNotSleepForTimeThatIsOver() throws Exception {
        sleep(0);
        sleep(-5);
        idleStrategy.idle(0, 0, ring);
        doorbell.passed(8);

        assertThat(rings).hasValue(0);
    }

    @Test
    void anUncommittedClaimDoesNotLetItSleepLong() throws Exception {
        ring.claim(4);

        sleep(A_MINUTE);
        doorbell.passed(8);

        assertThat(rings).hasValue(0);
    }

    @Test
    void restsShortlyAfterWorkAndSleepsOnlyThen() throws Exception {
        for (int work = 0; work < 3; work++) {
            idleStrategy.reset();
            for (int millis = 1; millis <= 8; millis *= 2) {
                idleStrategy.idle(A_MINUTE, 0, ring);
            }
        }

        Future<?> asleep = threads.submit(() -> {
            idleStrategy.idle(Long.MAX_VALUE, 0, ring);
            return null;
        });
        passUntilDone(asleep);

        assertThat(rings).hasValue(1);
    }

    /** Tells the doorbell of an event again and again: it rings only for a consumer that is asleep. */
    private void passUntilDone(Future<?> asleep) throws Exception {
        while (!asleep.isDone()) {
            doorbell.passed(8);
            LockSupport.parkNanos(10_000);
        }
        asleep.get();
    }

    private @Nullable Void sleep(long nanos) throws IOException {
        idleStrategy.sleep(nanos, 0, ring);
        return null;
    }

    private static Selector openSelector() {
        try {
            return Selector.open();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
