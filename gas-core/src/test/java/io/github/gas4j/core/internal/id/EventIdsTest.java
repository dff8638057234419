// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.id;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.internal.text.Utf8Buffer;
import io.github.gas4j.testkit.ChildJvm;
import io.github.gas4j.testkit.JvmCommand;
import io.github.gas4j.testkit.Threads;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class EventIdsTest {
    private static final String FORMAT = "[g-v][0-9a-v]{12}-[0-9a-v]{12}";

    @Test
    void isOfTwentySixCharactersThatNoFormatEscapes() {
        assertThat(EventIds.next()).hasSize(EventIds.LENGTH).matches(FORMAT);
    }

    @Test
    void everyFormCountsOnInTheSameRun() {
        String first = EventIds.next();
        Utf8Buffer buffer = new Utf8Buffer();
        buffer.append("<");
        EventIds.next(buffer);
        StringBuilder text = new StringBuilder("<");
        EventIds.append(text);

        String bytes = new String(buffer.array(), 0, buffer.length(), StandardCharsets.US_ASCII);
        assertThat(bytes).matches("<" + FORMAT);
        assertThat(text).matches("<" + FORMAT);
        assertThat(run(text.substring(1))).isEqualTo(run(first));
        assertThat(number(bytes.substring(1))).isEqualTo(number(first) + 1);
        assertThat(number(text.substring(1))).isEqualTo(number(first) + 2);
    }

    @Test
    void laterIdsOfAThreadAreGreater() {
        List<String> taken = take(100_000);

        assertThat(taken).isSorted();
        assertThat(taken.stream().map(EventIdsTest::number)).isSorted();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyThreadsTakeNoIdTwice(boolean virtual) throws InterruptedException {
        if (virtual && !Threads.areVirtualOnesThere()) {
            return;
        }
        int threads = 200;
        List<List<String>> taken = new ArrayList<>();
        CountDownLatch allStarted = new CountDownLatch(threads);
        List<Thread> started = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            List<String> own = new ArrayList<>();
            taken.add(own);
            started.add(Threads.start(virtual, "ids-" + i, () -> {
                allStarted.countDown();
                awaitQuietly(allStarted);
                own.addAll(take(1000));
            }));
        }
        for (Thread thread : started) {
            thread.join();
        }

        Set<String> all = new HashSet<>();
        taken.forEach(all::addAll);
        assertThat(all).hasSize(threads * 1000).allMatch(id -> id.matches(FORMAT));
        assertThat(taken).allSatisfy(own -> assertThat(own).isSorted());
    }

    @Test
    void anotherClassLoaderIsAnotherRun() throws IOException, ReflectiveOperationException {
        URL classes = EventIds.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader other = new URLClassLoader(new URL[] {classes}, null)) {
            Class<?> same = other.loadClass(EventIds.class.getName());
            String id = (String) same.getMethod("next").invoke(null);

            assertThat(same).isNotSameAs(EventIds.class);
            assertThat(id).matches(FORMAT);
            assertThat(run(id)).isNotEqualTo(run(EventIds.next()));
        }
    }

    @Test
    void anotherProcessIsAnotherRun() throws IOException {
        try (ChildJvm one = JvmCommand.of(OneIdMain.class).frugal().start();
                ChildJvm another = JvmCommand.of(OneIdMain.class).frugal().start()) {
            String first = one.answer();
            String second = another.answer();

            assertThat(List.of(first, second)).allMatch(id -> id.matches(FORMAT));
            assertThat(Set.of(run(first), run(second), run(EventIds.next()))).hasSize(3);
        }
    }

    @Test
    void aBufferThatIsFullGrows() {
        Utf8Buffer buffer = new Utf8Buffer();
        for (int i = 0; i < 1000; i++) {
            EventIds.next(buffer);
        }

        assertThat(new String(buffer.array(), 0, buffer.length(), StandardCharsets.US_ASCII))
                .matches("(" + FORMAT + "){1000}");
    }

    @Test
    void preparingTakesNoId() {
        String before = EventIds.next();
        EventIds.prepare();

        assertThat(number(EventIds.next())).isEqualTo(number(before) + 1);
    }

    private static List<String> take(int count) {
        List<String> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(EventIds.next());
        }
        return ids;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        }
    }

    private static String run(String id) {
        return id.substring(0, id.indexOf('-'));
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(id.indexOf('-') + 1), 32);
    }
}
