// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.gas4j.testkit.Reservation;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What JSON costs the thread that logs, in events as Log4j reuses them: nothing. */
final class JsonAllocationTest {
    private static final int WARM_UP = 200_000;
    private static final int EVENTS = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"LOGSTASH", "ECS", "GELF"})
    void anEventIsWrittenWithoutAllocation(String format) {
        GasJsonLayout layout = Objects.requireNonNull(
                GasJsonLayout.newBuilder().setFormat(format).build());
        Discarding discarding = new Discarding();
        LogEvent plain = event(ReusableMessageFactory.INSTANCE.newMessage("plain \"é\" text with a 😀"));

        assertAllocatesNothing(event -> layout.encode(event, discarding), plain);
        assertThat(discarding.bytes).isPositive();
    }

    @Test
    void parametersAndContextAreWrittenWithoutAllocation() {
        GasJsonLayout layout = Objects.requireNonNull(GasJsonLayout.newBuilder().build());
        Discarding discarding = new Discarding();
        LogEvent event = event(
                ReusableMessageFactory.INSTANCE.newMessage("request {} from {} handled in {} ms", 4711, "ann", 12));

        assertAllocatesNothing(it -> layout.encode(it, discarding), event);
        assertThat(discarding.bytes).isPositive();
    }

    @Test
    void anEventIsSentWithoutAllocation() {
        try (Reservation nobody = Reservation.onLoopback();
                Log4j log4j = Log4j.start(
                        directory,
                        Log4j.gas(
                                "destination=\"" + nobody.destination() + "\" maxRetries=\"-1\"",
                                "<GasJsonLayout/>"))) {
            GasAppender appender = log4j.appender();

            assertAllocatesNothing(
                    appender::append, event(ReusableMessageFactory.INSTANCE.newMessage("hello {}", "world")));
            assertThat(log4j.stats().offered()).isEqualTo(WARM_UP + EVENTS);
        }
    }

    private void assertAllocatesNothing(Consumer<LogEvent> encoder, LogEvent event) {
        for (int i = 0; i < WARM_UP; i++) {
            encoder.accept(event);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < EVENTS; i++) {
            encoder.accept(event);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // less than a byte in five events: for the measurement itself and what is made once a second
        assertThat(allocated).isLessThan(EVENTS / 5);
    }

    private static LogEvent event(Message message) {
        StringMap context = new SortedArrayStringMap();
        context.putValue("trace.id", "4bf92f3577b34da6a3ce929d0e0e4736");
        context.putValue("user", "ann");
        MutableLogEvent event = new MutableLogEvent();
        event.setLoggerName("com.example.Shop");
        event.setLevel(Level.INFO);
        event.setThreadName("main");
        event.setMarker(MarkerManager.getMarker("AUDIT"));
        event.setContextData(context);
        event.setTimeMillis(1_700_000_000_123L);
        event.setMessage(message);
        return event;
    }

    /** Takes bytes as a file does, and keeps none. */
    private static final class Discarding implements ByteBufferDestination {
        private final ByteBuffer buffer = ByteBuffer.allocate(8192);
        private long bytes;

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public ByteBuffer drain(ByteBuffer full) {
            full.clear();
            return full;
        }

        @Override
        public void writeBytes(ByteBuffer data) {
            bytes += data.remaining();
            data.position(data.limit());
        }

        @Override
        public void writeBytes(byte[] data, int offset, int length) {
            bytes += length;
        }
    }
}
