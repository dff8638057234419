// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Reservation;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an event costs the thread that logs it, from the appender on and with a layout that makes no objects itself. */
final class AllocationTest {
    private static final int EVENTS = 200_000;

    @TempDir
    private Path directory;

    @Test
    void anEventIsSentWithoutAllocation() {
        try (Collector collector = Collector.up()) {
            assertAllocatesNothing("destination=\"" + collector.destination() + "\"", "short é 😀");
        }
    }

    @Test
    void aLongEventIsSentWithoutAllocation() {
        try (Collector collector = Collector.up()) {
            assertAllocatesNothing("destination=\"" + collector.destination() + "\"", "long é 😀 ".repeat(500));
        }
    }

    @Test
    void anEventIsBufferedInAnOutageWithoutAllocation() {
        assertAllocatesNothingInAnOutage("64MiB");
    }

    @Test
    void anEventIsDroppedWithoutAllocation() {
        assertAllocatesNothingInAnOutage("64KiB");
    }

    @Test
    void theQuestionForTheLocationThatLog4jAsksForEachEventAllocatesNothing() {
        String file = "<File name=\"FILE\" fileName=\"" + directory.resolve("file.log") + "\">"
                + "<PatternLayout pattern=\"%m%n\"/></File>";
        String gas = "<Gas name=\"GAS\" destination=\"127.0.0.1:1\" shutdownTimeout=\"0\">"
                + "<PatternLayout pattern=\"%m%n\" charset=\"UTF-8\"/><AppenderRef ref=\"FILE\"/></Gas>";
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(file + gas, "GAS"))) {
            GasAppender appender = log4j.appender();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            int required = 0;
            long before = 0;
            for (int i = -1000; i < EVENTS; i++) {
                before = i == 0 ? threads.getCurrentThreadAllocatedBytes() : before;
                required += appender.requiresLocation() ? 1 : 0;
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            assertThat(allocated).isLessThan(EVENTS / 5);
            assertThat(required).isZero();
        }
    }

    private void assertAllocatesNothingInAnOutage(String bufferSize) {
        try (Reservation nobody = Reservation.onLoopback()) {
            String attributes = "destination=\"%s\" maxRetries=\"-1\" bufferSize=\"%s\"";
            assertAllocatesNothing(attributes.formatted(nobody.destination(), bufferSize), "short");
        }
    }

    private void assertAllocatesNothing(String attributes, String message) {
        String layout = "<PatternLayout pattern=\"%-5level %eventId %c - %m%n\" charset=\"UTF-8\"/>";
        LogEvent event = Log4jLogEvent.newBuilder()
                .setLoggerName("logger")
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(message))
                .build();
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(attributes, layout))) {
            GasAppender appender = log4j.appender();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            append(appender, event, 1000);

            long before = threads.getCurrentThreadAllocatedBytes();
            append(appender, event, EVENTS);
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;

            // less than a byte in five events: for the measurement itself and what is made once (waking)
            assertThat(allocated).isLessThan(EVENTS / 5);
            assertThat(log4j.stats().offered()).isEqualTo(1000 + EVENTS);
        }
    }

    private static void append(GasAppender appender, LogEvent event, int times) {
        for (int i = 0; i < times; i++) {
            appender.append(event);
        }
    }
}
