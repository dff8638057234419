// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import io.github.gas4j.core.internal.text.Scratch;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An event of no framework. */
public record TestEvent(
        long second,
        int nano,
        @Nullable CharSequence message,
        @Nullable String logger,
        @Nullable String thread,
        Extra extra,
        @Nullable Throwable throwable) {

    /** What an application adds. */
    public record Extra(
            List<SimpleImmutableEntry<String, @Nullable Object>> pairs,
            Map<String, String> mdc,
            Map<String, String> context,
            List<String> markers) {
        public static final Extra NONE = new Extra(List.of(), Map.of(), Map.of(), List.of());
    }

    public static TestEvent of(@Nullable CharSequence message) {
        return new TestEvent(1_700_000_000L, 123_000_000, message, "a.b.Logger", "main", Extra.NONE, null);
    }

    public TestEvent with(Throwable thrown) {
        return new TestEvent(second, nano, message, logger, thread, extra, thrown);
    }

    public TestEvent with(Extra other) {
        return new TestEvent(second, nano, message, logger, thread, other, throwable);
    }

    /** Returns a text as a receiver gets it: with U+FFFD for each half of a surrogate pair. */
    public static String received(String text) {
        StringBuilder received = new StringBuilder();
        text.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(received::appendCodePoint);
        return received.toString();
    }

    /** Reads such events. */
    public static final class Reader implements EventReader<TestEvent, Throwable> {
        @Override
        public long epochSecond(TestEvent event) {
            return event.second;
        }

        @Override
        public int nanoOfSecond(TestEvent event) {
            return event.nano;
        }

        @Override
        public String level(TestEvent event) {
            return "INFO";
        }

        @Override
        public int levelValue(TestEvent event) {
            return 20000;
        }

        @Override
        public int syslogSeverity(TestEvent event) {
            return 6;
        }

        @Override
        public @Nullable String loggerName(TestEvent event) {
            return event.logger;
        }

        @Override
        public @Nullable String threadName(TestEvent event) {
            return event.thread;
        }

        @Override
        public @Nullable CharSequence message(TestEvent event, Scratch scratch) {
            return event.message instanceof StringBuilder builder
                    ? scratch.text().append(builder)
                    : event.message;
        }

        @Override
        public @Nullable Object @Nullable [] arguments(TestEvent event) {
            return event.message instanceof TemplateMessage message
                    ? message.arguments().toArray()
                    : null;
        }

        @Override
        public String template(TestEvent event) {
            return ((TemplateMessage) Objects.requireNonNull(event.message)).template();
        }

        @Override
        public @Nullable Throwable throwable(TestEvent event) {
            return event.throwable;
        }

        @Override
        public @Nullable StackTraceElement caller(TestEvent event) {
            return new StackTraceElement("a.B", "m", null, 7);
        }

        @Override
        public <S> void keyValuePairs(TestEvent event, FieldConsumer<S> consumer, S state) {
            event.extra.pairs.forEach(pair -> consumer.accept(pair.getKey(), pair.getValue(), state));
        }

        @Override
        public <S> void mdc(TestEvent event, FieldConsumer<S> consumer, S state) {
            event.extra.mdc.forEach((name, value) -> consumer.accept(name, value, state));
        }

        @Override
        public <S> void context(TestEvent event, FieldConsumer<S> consumer, S state) {
            event.extra.context.forEach((name, value) -> consumer.accept(name, value, state));
        }

        @Override
        public <S> void markers(TestEvent event, BiConsumer<String, S> consumer, S state) {
            event.extra.markers.forEach(name -> consumer.accept(name, state));
        }
    }

    /** Reads the JDK's throwables. */
    public static final class ThrowablesReader implements ThrowableReader<Throwable, StackTraceElement> {
        @Override
        public String className(Throwable throwable) {
            return throwable.getClass().getName();
        }

        @Override
        public @Nullable String message(Throwable throwable) {
            return throwable.getMessage();
        }

        @Override
        public String headline(Throwable throwable) {
            return throwable.toString();
        }

        @Override
        public @Nullable Throwable cause(Throwable throwable) {
            return throwable.getCause();
        }

        @Override
        public List<Throwable> suppressed(Throwable throwable) {
            return List.of(throwable.getSuppressed());
        }

        @Override
        public StackTraceElement[] frames(Throwable throwable) {
            return throwable.getStackTrace();
        }

        @Override
        public StackTraceElement element(StackTraceElement frame) {
            return frame;
        }

        @Override
        public String text(StackTraceElement frame) {
            return "at " + frame;
        }

        @Override
        public int commonFrames(
                Throwable throwable, StackTraceElement[] frames, StackTraceElement @Nullable [] enclosing) {
            return 0;
        }

        @Override
        public boolean isCyclic(Throwable throwable) {
            return false;
        }
    }
}
