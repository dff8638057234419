// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import java.io.Serializable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.MutableLogEvent;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ReusableMessageFactory;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.apache.logging.log4j.util.StringMap;

/**
 * The layout of {@code encoding.xml}, which writes into memory that is used again, and events that are used again, as loggers
 * without garbage have them. Not thread-safe.
 */
final class Log4jEncoding implements Encoding {
    private final Layout<? extends Serializable> layout;
    private final Destination destination = new Destination();
    private final MutableLogEvent event = new MutableLogEvent();
    private final Throwable exception = EventKind.exception();
    private final String thread = Thread.currentThread().getName();
    private StringMap context = new SortedArrayStringMap();
    private int number;

    private Log4jEncoding(Layout<? extends Serializable> layout) {
        this.layout = layout;
    }

    /** Loads the layout that the system property {@code bench.layout} chooses. */
    static Encoding load() {
        Appender appender = LoggerContext.getContext(false).getConfiguration().getAppender("ENCODING");
        return new Log4jEncoding(appender.getLayout());
    }

    @Override
    public void prepare(EventKind kind) {
        StringMap entries = new SortedArrayStringMap();
        if (kind == EventKind.MDC) {
            EventKind.CONTEXT.forEach(entries::putValue);
        }
        entries.freeze();
        context = entries;
    }

    @Override
    public void makeEvent(EventKind kind, long millis) {
        event.clear();
        event.setLoggerName("com.example.shop.OrderController");
        event.setLevel(Level.INFO);
        event.setThreadName(thread);
        event.setThreadId(1);
        event.setContextData(context);
        event.setContextStack(ThreadContext.EMPTY_STACK);
        event.setTimeMillis(millis);
        Message message = kind == EventKind.PARAMETERS
                ? ReusableMessageFactory.INSTANCE.newMessage(
                        EventKind.TEMPLATE, number++, EventKind.USER, EventKind.DURATION)
                : ReusableMessageFactory.INSTANCE.newMessage(EventKind.MESSAGE);
        event.setMessage(message);
        ReusableMessageFactory.release(message);
        if (kind == EventKind.EXCEPTION) {
            event.setThrown(exception);
        }
    }

    @Override
    public int encode() {
        destination.clear();
        layout.encode(event, destination);
        return destination.consume();
    }
}
