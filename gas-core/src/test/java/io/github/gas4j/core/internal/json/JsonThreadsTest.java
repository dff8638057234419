// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.event.TemplateMessage;
import io.github.gas4j.core.internal.event.TestEvent;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One writer on several threads at the same time, whose seconds, names and frames replace each other in the caches. */
class JsonThreadsTest {
    private static final int THREADS = 4;
    private static final int EVENTS = 20_000;
    /** More names and templates than the caches have room for. */
    private static final int NAMES = 1_500;

    private final JsonEventWriter<TestEvent, Throwable> writer = new JsonEventWriter<>(
            JsonOptions.read(Map.of("timeZone", "UTC")), new TestEvent.Reader(), new TestEvent.ThrowablesReader());

    @Test
    void everyThreadGetsTheTimeTheNamesTheTemplateAndTheFramesOfItsOwnEvents() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> threads = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int seed = thread;
                threads.add(executor.submit(() -> write(seed, start)));
            }

            for (Future<?> thread : threads) {
                thread.get(60, SECONDS);
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private void write(int seed, CyclicBarrier start) {
        try {
            start.await(60, SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
        Scratch scratch = new Scratch();
        for (int i = 0; i < EVENTS; i++) {
            int number = (i * 31 + seed * 7) % NAMES;
            int second = (i + seed) % 60;
            scratch.clear();
            writer.write(event(number, second), scratch);

            String line = new String(scratch.bytes().array(), 0, scratch.bytes().length(), StandardCharsets.UTF_8);
            String expected =
                    "{\"@timestamp\":\"1970-01-01T00:00:%02dZ\",\"@version\":\"1\",\"message\":\"m%d at %d\",\"logger_name\":\"l%d\",\"thread_name\":\"t%d\""
                            .formatted(second, number, second, number, number);
            assertThat(line).startsWith(expected).contains("at a.C" + number + ".m(F:" + number + ")");
        }
    }

    private static TestEvent event(int number, int second) {
        Exception thrown = new Exception("e", null, false, true) {
            private static final long serialVersionUID = 1L;
        };
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.C" + number, "m", "F", number)});
        TemplateMessage message = new TemplateMessage("m" + number + " at {}", List.of(second));
        return new TestEvent(second, 0, message, "l" + number, "t" + number, TestEvent.Extra.NONE, thrown);
    }
}
