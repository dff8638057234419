// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Reports events of an appender and its client to Log4j's status logger. Trouble with the network or with one event is
 * at most a warning, because applications treat an error of the logging system as a failed start.
 *
 * <p>No message has parameters. Log4j's formatter of parameters reads a file when its class is loaded. If no file
 * descriptor were left at that moment, the formatter would never work again.
 *
 * <p>Thread-safe.
 */
final class StatusReporter implements GasListener {
    private static final Logger LOGGER = StatusLogger.getLogger();
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String name;
    private final String source;
    private final LongSupplier nanoTime;
    private final AtomicLong nextReport;
    private final AtomicLong unreported = new AtomicLong();

    StatusReporter(String appender) {
        this(appender, System::nanoTime);
    }

    StatusReporter(String appender, LongSupplier nanoTime) {
        this(appender, "GasAppender '" + appender + "': ", nanoTime);
    }

    private StatusReporter(String name, String source, LongSupplier nanoTime) {
        this.name = name;
        this.source = source;
        this.nanoTime = nanoTime;
        this.nextReport = new AtomicLong(nanoTime.getAsLong());
    }

    /** Returns a reporter for a client that appenders share. */
    static StatusReporter ofSharedClient(String client) {
        return new StatusReporter(client, "GAS client '" + client + "': ", System::nanoTime);
    }

    /** Returns a reporter for a layout, which does not know its appender. */
    static StatusReporter ofLayout(String layout) {
        return new StatusReporter(layout, layout + ": ", System::nanoTime);
    }

    @Override
    public void warned(String message) {
        LOGGER.warn(source + message);
    }

    /** Reports a warning, and prints it to standard error if nobody would see it. */
    @Override
    public void alarmed(String message) {
        boolean unseen = StandardError.isNeeded();
        warned(message);
        if (unseen) {
            StandardError.print(name, message);
        }
    }

    @Override
    public void failed(String message, Throwable cause) {
        LOGGER.warn(source + message, cause);
    }

    @Override
    public void informed(String message) {
        LOGGER.info(source + message);
    }

    /** Reports, as an error, an invalid configuration or a failed start. */
    void refused(String problem) {
        LOGGER.error(source + problem);
    }

    /** Reports, at most once a minute, that events were dropped because they could not be encoded. Never throws. */
    void encodingFailed(Throwable failure) {
        unreported.incrementAndGet();
        long now = nanoTime.getAsLong();
        long due = nextReport.get();
        if (now - due < 0 || !nextReport.compareAndSet(due, now + MINUTE_NANOS)) {
            return;
        }
        long events = unreported.getAndSet(0);
        warned("dropped " + events + " event(s) that could not be encoded; the latest: " + print(failure));
    }

    /** Returns the stack trace. A status listener might fail to print it, because {@code getMessage()} may throw. */
    private static String print(Throwable failure) {
        try {
            StringWriter text = new StringWriter();
            failure.printStackTrace(new PrintWriter(text));
            return text.toString();
        } catch (Throwable alsoBroken) {
            return failure.getClass().getName();
        }
    }
}
