// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.gas4j.core.fixtures.Await;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.internal.life.Refusal;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client says, and leaves behind, if the JVM or the system lacks something that it needs. */
class ShortageTest {
    private static final long BUFFER_SIZE = 8 << 20;

    static Stream<Object[]> shortages() {
        return Stream.of(
                new Object[] {
                    new OutOfMemoryError("Cannot reserve 65536 bytes of direct buffer memory (allocated: 1, limit: 2)"),
                    new String[] {"option bufferSize: '8MiB'", "limit: 2", "-XX:MaxDirectMemorySize"}
                },
                new Object[] {
                    new OutOfMemoryError("unable to create native thread: possibly out of memory or limits reached"),
                    new String[] {"no thread", "unable to create native thread", "pids limit"}
                },
                new Object[] {new OutOfMemoryError("Java heap space"), new String[] {"no memory", "heap", "-Xmx"}},
                new Object[] {
                    new IOException("Too many open files"),
                    new String[] {"file descriptor", "Too many open files", "ulimit -n"}
                },
                new Object[] {
                    new NoClassDefFoundError("some/Module"), new String[] {"NoClassDefFoundError", "some/Module"}
                });
    }

    @ParameterizedTest
    @MethodSource("shortages")
    void isOneLineThatSaysWhatHelps(Throwable failed, String[] words) {
        assertThat(Refusal.of(BUFFER_SIZE, failed))
                .hasCause(failed)
                .extracting(GasConfigException::problems)
                .satisfies(problems ->
                        assertThat(problems).singleElement().asString().contains(words));
    }

    @Test
    void aBufferThatDirectMemoryCannotHoldIsNamed() {
        GasConfig config = GasConfig.builder()
                .option("destination", "localhost:1")
                .option("bufferSize", "1GiB")
                .build();

        assertThatThrownBy(() -> new GasClient("large", config, new GasListener() {}, Thread::new))
                .isInstanceOf(GasConfigException.class)
                .hasMessageContaining("option bufferSize: '1GiB'")
                .hasMessageContaining("limit: 268435456")
                .hasMessageContaining("-XX:MaxDirectMemorySize");
    }

    @Test
    void aClientThatGetsNoThreadIsClosedAndCountsWhatItWasOffered() {
        GasClient client = clientWith(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        client.offer(Bytes.of("early"), 0, 5);

        GasConfigException refused = catchThrowableOfType(GasConfigException.class, client::start);

        assertThat(refused.problems()).singleElement().asString().contains("no thread");
        assertThat(client.stats().state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(client.stats().droppedShutdown()).isEqualTo(1);
        assertThat(client.offer(Bytes.of("late"), 0, 4)).isFalse();
        assertThat(client.stats().droppedShutdown()).isEqualTo(2);
    }

    /** An MBean or a shutdown hook would keep the client reachable. */
    @Test
    void aClientThatGetsNoThreadIsKeptByNothing() {
        WeakReference<GasClient> client = refused();

        Await.until("collected", () -> {
            System.gc();
            return client.get() == null;
        });
    }

    /** In a method of its own, so that no local variable keeps the client. */
    private static WeakReference<GasClient> refused() {
        GasClient client = clientWith(UnstartableThread::new);
        assertThatThrownBy(client::start).isInstanceOf(GasConfigException.class);
        return new WeakReference<>(client);
    }

    private static GasClient clientWith(ThreadFactory threads) {
        GasConfig config = GasConfig.builder()
                .option("destination", "127.0.0.1:9")
                .option("bufferSize", "64KiB")
                .option("jmx", "true")
                .build();
        return new GasClient("shortage", config, new GasListener() {}, threads);
    }

    /** Fails in {@code start()}, as a thread does at the limit on processes. */
    private static final class UnstartableThread extends Thread {
        UnstartableThread(Runnable task) {
            super(task);
        }

        @Override
        public synchronized void start() {
            throw new OutOfMemoryError("unable to create native thread");
        }
    }
}
