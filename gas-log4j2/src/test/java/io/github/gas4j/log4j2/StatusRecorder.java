// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.status.StatusData;
import org.apache.logging.log4j.status.StatusListener;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Keeps what Log4j's status logger says at INFO and above, with the thread that said it. The status logger is one for the
 * whole JVM, so what the clients of earlier tests still say is left out. Thread-safe.
 */
final class StatusRecorder implements AutoCloseable {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<Thread> earlier = Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("gas-"))
            .toList();
    private final StatusListener listener = new StatusListener() {
        @Override
        public void log(StatusData data) {
            if (!earlier.contains(Thread.currentThread())) {
                entries.add(new Entry(data.getLevel(), data.getFormattedStatus(), Thread.currentThread()));
            }
        }

        @Override
        public Level getStatusLevel() {
            return Level.INFO;
        }

        @Override
        public void close() {}
    };

    StatusRecorder() {
        StatusLogger.getLogger().registerListener(listener);
    }

    List<Entry> entries() {
        return entries;
    }

    /** Returns the messages of one level that the appender, not Log4j itself, has written. */
    List<String> ofGas(Level level) {
        return entries.stream()
                .filter(entry -> entry.level.equals(level))
                .map(Entry::message)
                .filter(message -> message.contains("GasAppender '"))
                .toList();
    }

    List<String> errors() {
        return entries.stream()
                .filter(entry -> entry.level.equals(Level.ERROR))
                .map(Entry::message)
                .toList();
    }

    @Override
    public void close() {
        StatusLogger.getLogger().removeListener(listener);
    }

    /** One status message. */
    record Entry(Level level, String message, Thread thread) {}
}
