// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.LoggingEventVO;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.BasicMarkerFactory;

/**
 * Events with what applications log seldom: halves of surrogate pairs, control characters, long texts, arguments of all
 * kinds, rings of exceptions, names that need care, times before 1970. They are the same in every run.
 */
public final class OddEvents {
    private static final Level[] LEVELS = {Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR};
    private static final String[] LOGGERS = {
        "com.example.shop.OrderController",
        "root",
        "a",
        "",
        "com.example.with$Inner.\u00dcml\u00e4ut.Cl\"ass\\x",
        "x.y.z.very.long.package.name.of.a.Logger.that.goes.on.and.on.for.ever.and.ever.Amen.End",
        "half.of.a.pair.\ud83d",
        "l.".repeat(200) + "Long",
    };
    private static final String[] THREADS = {
        "main", "http-nio-8080-exec-1234567890", "th \"\u00e4\" \\ \n", "\ude00low", "high\ud83d", "", "t".repeat(300),
    };
    private static final String[] MESSAGES = {
        "",
        "plain",
        "customer 4711 has put 3 pieces of article 0815-42 into the basket",
        "Zo\u00eb M\u00fcller \u00fcberpr\u00fcft \u2013 \u6ce8\u6587 \ud83d\ude00, Betrag 129,90 \u20ac",
        "tab\tnl\ncr\rbs\bff\fnul\u0000us\u001fdel\u007f\"quote\\back/slash",
        "lone \ud83d",
        "lone \ude00 low",
        "\ud83d\ude00",
        "\ude00",
        "x".repeat(300) + "\ud83d",
        "\ud83d\ud83d\ude00\ude00",
        "\u2028\u2029\ufeff\uffff\u0080\u00ff\u0100\u07ff\u0800",
        "a{}b",
        "{}",
        "{} {} {}",
        "\\{} {}",
        "\\\\{} {}",
        "{}{",
        "}{ {} }",
        "{\\}",
        "\\",
        "\u00e9{}",
        "x".repeat(5000),
        "y".repeat(100_000),
        "k=\u00fc".repeat(4000),
        null,
    };

    private static final int MOST_FRAMES = 12;

    private final LoggerContext context;
    private final LogbackMDCAdapter mdc;
    private final Random random = new Random(3);
    private final BasicMarkerFactory markers = new BasicMarkerFactory();
    private final List<ILoggingEvent> events = new ArrayList<>();

    private OddEvents(LoggerContext context, LogbackMDCAdapter mdc) {
        this.context = context;
        this.mdc = mdc;
    }

    /** Returns the events, of loggers of a context. */
    public static List<ILoggingEvent> of(LoggerContext context, LogbackMDCAdapter mdc) {
        return new OddEvents(context, mdc).all();
    }

    private List<ILoggingEvent> all() {
        for (String message : MESSAGES) {
            for (Object[] each : arguments()) {
                if (message == null || message.length() < 1000 || each == null) {
                    add(message, each, null);
                }
            }
            for (Throwable thrown : throwables()) {
                if (message == null || message.length() < 1000) {
                    add(message, null, thrown);
                }
            }
        }
        for (int i = 0; i < 100; i++) {
            ILoggingEvent event = events.get(5 * i);
            events.add(i % 2 == 0 ? wrapped(event) : LoggingEventVO.build(event));
        }
        return events;
    }

    private static @Nullable Object[] @Nullable [] arguments() {
        Object[] itself = new Object[1];
        itself[0] = itself;
        return new @Nullable Object[] @Nullable [] {
            null,
            {},
            {1},
            {"s", 2L, true},
            {null, 'c', 1.5},
            {1.5f, (short) -3, (byte) 7},
            {Integer.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE},
            {new int[] {1, 2}, new Object[] {"x", null}, itself},
            {"odd\n\"\\\u0000\ud83d"},
            {List.of(1, "b"), Map.of("k", 2)},
            {"a", new IllegalStateException("an argument")},
            {Double.NaN, -0.0, 1e300},
            {CharBuffer.wrap("sb"), "\ud83d", "\u20ac"},
            {"low", "\ude00"},
            {"\ude00", "low"},
        };
    }

    private static List<@Nullable Throwable> throwables() {
        Throwable simple = new IllegalStateException("order cannot be paid");
        Throwable cause =
                new RuntimeException("outer \u00e9", new IOException("inner \"q\" \\ \n line", new Error("\ud83d")));
        Throwable suppressing = new Exception((String) null);
        suppressing.addSuppressed(new Exception("s1", simple));
        suppressing.addSuppressed(cause);
        Throwable first = new Exception("first");
        Throwable ring = new Exception("second", first);
        first.initCause(ring);
        for (Throwable each : List.of(simple, cause, suppressing, first, ring)) {
            shorten(each);
        }
        Throwable empty = new Exception("no frames");
        empty.setStackTrace(new StackTraceElement[0]);
        Throwable odd = new Exception("odd frames\ud83d");
        odd.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("k", "m", null, -2),
            new StackTraceElement("app", "mod", "1.0", "p.\u20ac\"C\ud83d", "m\u00e4", "F.java", 7),
            new StackTraceElement("p.Long" + "g".repeat(600), "m", "L.java", 8),
        });
        List<@Nullable Throwable> all = new ArrayList<>(List.of(simple, cause, suppressing, ring, empty, odd));
        all.add(new WithTextOfItsOwn());
        all.add(null);
        return all;
    }

    /** Leaves a few frames, because all of a test's would take most of the time. */
    private static void shorten(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        if (frames.length > MOST_FRAMES) {
            thrown.setStackTrace(Arrays.copyOf(frames, MOST_FRAMES));
            Stream.concat(Stream.ofNullable(thrown.getCause()), Arrays.stream(thrown.getSuppressed()))
                    .forEach(OddEvents::shorten);
        }
    }

    private void add(@Nullable String message, @Nullable Object @Nullable [] arguments, @Nullable Throwable thrown) {
        int number = events.size();
        LoggingEvent event = new LoggingEvent(
                OddEvents.class.getName(),
                context.getLogger(LOGGERS[number % LOGGERS.length]),
                LEVELS[random.nextInt(LEVELS.length)],
                message,
                thrown,
                arguments);
        event.setThreadName(THREADS[random.nextInt(THREADS.length)]);
        event.setTimeStamp(
                random.nextInt(10) == 0
                        ? random.nextInt()
                        : 1_700_000_000_000L + (long) (random.nextDouble() * 100_000_000_000L));
        if (random.nextInt(3) == 0) {
            Marker marker = markers.getDetachedMarker("M\u00e4rk \"1\"");
            if (random.nextBoolean()) {
                marker.add(markers.getDetachedMarker("child"));
            }
            event.addMarker(marker);
        }
        if (random.nextInt(3) == 0) {
            event.addKeyValuePair(new KeyValuePair("kv", 1));
            event.addKeyValuePair(new KeyValuePair("k\u00e9y2", "v\"\ud83d"));
            event.addKeyValuePair(new KeyValuePair("n", null));
            event.addKeyValuePair(new KeyValuePair("o", List.of(true, 2.5)));
        }
        giveMdcTo(event);
        events.add(event);
    }

    private void giveMdcTo(LoggingEvent event) {
        mdc.clear();
        if (random.nextInt(3) > 0) {
            mdc.put("a", "val\u00fce \"q\"");
            mdc.put("u", random.nextBoolean() ? "\ud83d" : random.nextBoolean() ? "\ude00" : "42");
            if (random.nextBoolean()) {
                mdc.put("k\"\\\u00e9y", "\n");
            }
        }
        event.getMDCPropertyMap(); // taken over at the first call
        mdc.clear();
    }

    /** Returns an event of another class that has the same content. */
    private static ILoggingEvent wrapped(ILoggingEvent event) {
        return (ILoggingEvent) Proxy.newProxyInstance(
                OddEvents.class.getClassLoader(), new Class<?>[] {ILoggingEvent.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(event, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getTargetException();
                    }
                });
    }

    /** Overrides what Logback prints in the first line. */
    private static final class WithTextOfItsOwn extends Exception {
        private static final long serialVersionUID = 1;

        @Override
        @SuppressWarnings("OverrideThrowableToString") // the point of it
        public String toString() {
            return "a text of its own";
        }
    }
}
