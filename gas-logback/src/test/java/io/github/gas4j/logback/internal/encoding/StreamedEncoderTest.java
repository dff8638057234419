// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import io.github.gas4j.core.internal.text.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.logstash.logback.composite.loggingevent.LoggingEventJsonProviders;
import net.logstash.logback.composite.loggingevent.LoggingEventPatternJsonProvider;
import net.logstash.logback.decorate.PrettyPrintingDecorator;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.encoder.StreamingEncoder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

/** The encoders of logstash-logback-encoder, with the library itself. */
final class StreamedEncoderTest {
    private final LoggerContext context = new LoggerContext();
    private final Scratch scratch = new Scratch();

    @ParameterizedTest
    @MethodSource("encoders")
    void writesTheBytesThatTheEncoderReturns(Encoder<ILoggingEvent> encoder) {
        DirectEncoder<ILoggingEvent> streamed = streamed(started(encoder));

        for (ILoggingEvent event : events()) {
            assertThat(new String(write(streamed, event), UTF_8)).isEqualTo(new String(encoder.encode(event), UTF_8));
            assertThat(write(streamed, event)).isNotEmpty();
        }
    }

    static Stream<Encoder<ILoggingEvent>> encoders() {
        LogstashEncoder apart = new LogstashEncoder();
        apart.setLineSeparator("WINDOWS");
        LogstashEncoder pretty = new LogstashEncoder();
        pretty.addDecorator(new PrettyPrintingDecorator<>());
        LogstashEncoder wrapping = new LogstashEncoder();
        wrapping.setPrefix(pattern("@cee: %level "));
        wrapping.setSuffix(pattern(" %thread"));
        LoggingEventCompositeJsonEncoder composite = new LoggingEventCompositeJsonEncoder();
        LoggingEventJsonProviders providers = new LoggingEventJsonProviders();
        LoggingEventPatternJsonProvider words = new LoggingEventPatternJsonProvider();
        words.setPattern("{\"level\": \"%level\", \"text\": \"%message\", \"trace\": \"%ex\"}");
        providers.addPattern(words);
        composite.setProviders(providers);
        return Stream.of(new LogstashEncoder(), apart, pretty, wrapping, composite);
    }

    @Test
    void leavesOtherEncodersAlone() {
        assertThat(StreamedEncoder.of(pattern("%msg%n"))).isNull();
        assertThat(StreamedEncoder.of(new JsonEncoder())).isNull();
    }

    @Test
    void leavesASubclassAloneThatChangesWhatItReturns() {
        Encoder<ILoggingEvent> masking = new LogstashEncoder() {
            @Override
            public byte[] encode(ILoggingEvent event) {
                return new String(super.encode(event), UTF_8)
                        .replace("secret", "******")
                        .getBytes(UTF_8);
            }
        };
        Encoder<ILoggingEvent> harmless = new LogstashEncoder() {
            @Override
            public String toString() {
                return "harmless";
            }
        };

        assertThat(StreamedEncoder.of(masking)).isNull();
        assertThat(StreamedEncoder.of(new MaskingWithAHelper())).isNull();
        assertThat(StreamedEncoder.of(harmless)).isNotNull();
    }

    @Test
    void leavesAnEncoderAloneWhoseStreamIsNotItsOwn() {
        Encoder<ILoggingEvent> other = new LogstashEncoder() {
            @Override
            public void encode(ILoggingEvent event, OutputStream stream) throws IOException {
                stream.write('?');
            }
        };

        assertThat(StreamedEncoder.of(other)).isNull();
    }

    @Test
    void findsTheInterfaceOfAnotherClassLoader() throws Exception {
        String library = "net.logstash.logback.";
        URL jar = LogstashEncoder.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader application =
                new URLClassLoader(new URL[] {jar}, getClass().getClassLoader()) {
                    @Override
                    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                        synchronized (getClassLoadingLock(name)) {
                            Class<?> loaded = findLoadedClass(name);
                            if (loaded == null && name.startsWith(library)) {
                                loaded = findClass(name);
                            }
                            return loaded == null ? super.loadClass(name, resolve) : loaded;
                        }
                    }
                }) {
            Class<?> type = application.loadClass(LogstashEncoder.class.getName());
            @SuppressWarnings("unchecked")
            Encoder<ILoggingEvent> encoder =
                    (Encoder<ILoggingEvent>) type.getConstructor().newInstance();
            DirectEncoder<ILoggingEvent> streamed = streamed(started(encoder));
            ILoggingEvent event = event("hello");

            assertThat(type).isNotSameAs(LogstashEncoder.class);
            assertThat(write(streamed, event)).isEqualTo(encoder.encode(event));
        }
    }

    @Test
    void anErrorInTheMiddleOfAnEventLeavesNothingToTheNext() {
        DirectEncoder<ILoggingEvent> streamed = streamed(started(new LogstashEncoder()));
        LoggingEvent torn = event("torn");
        torn.addKeyValuePair(new KeyValuePair("value", new Throwing(new NoSuchFieldError("of another version"))));

        for (int round = 0; round < 3; round++) {
            assertThatThrownBy(() -> write(streamed, torn)).isInstanceOf(NoSuchFieldError.class);
            assertWhole(write(streamed, event("next")));
        }
    }

    @Test
    void anExceptionInTheMiddleOfAnEventLeavesNothingToTheNext() {
        DirectEncoder<ILoggingEvent> streamed = streamed(started(new LogstashEncoder()));
        LoggingEvent torn = event("torn " + "x".repeat(20_000)); // more than the library keeps back
        torn.addKeyValuePair(new KeyValuePair("value", new Throwing(new IllegalStateException("unwilling"))));

        assertThatThrownBy(() -> write(streamed, torn)).isInstanceOf(RuntimeException.class);

        assertWhole(write(streamed, event("next")));
    }

    @Test
    void anEventThatIsLoggedWhileAnotherIsWrittenIsWholeAndSoIsTheOther() {
        DirectEncoder<ILoggingEvent> streamed = streamed(started(new LogstashEncoder()));
        List<byte[]> inner = new ArrayList<>();
        Object argument = new Object() {
            @Override
            public String toString() {
                Scratch own = new Scratch();
                streamed.encode(event("next"), own);
                inner.add(Arrays.copyOf(own.bytes().array(), own.bytes().length()));
                return "done";
            }
        };

        String written = new String(write(streamed, event("outer {}", argument)), UTF_8);

        assertThat(inner).hasSize(1).allSatisfy(StreamedEncoderTest::assertWhole);
        assertThat(new JsonMapper().readTree(written).get("message").asString()).isEqualTo("outer done");
    }

    @Test
    void aStreamThatIsKeptTooLongTakesNothingMore() {
        KeepingEncoder encoder = new KeepingEncoder();
        DirectEncoder<ILoggingEvent> streamed = streamed(encoder);
        assertThat(write(streamed, event("a"))).containsExactly('a', 'b', 'c');

        OutputStream kept = Objects.requireNonNull(encoder.kept);
        assertThatThrownBy(() -> kept.write('x')).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> kept.write(new byte[] {1}, 0, 1)).isInstanceOf(IOException.class);
        assertThat(scratch.bytes().length()).isEqualTo(3);
    }

    @Test
    void whatTheStreamThrowsReachesTheCaller() {
        KeepingEncoder encoder = new KeepingEncoder();
        encoder.failure = new IOException("checked");

        assertThatThrownBy(() -> write(streamed(encoder), event("a"))).isSameAs(encoder.failure);
    }

    @Test
    void allocatesLessThanTheEncoderAlone() throws Exception {
        LogstashEncoder encoder = new LogstashEncoder();
        DirectEncoder<ILoggingEvent> streamed = streamed(started(encoder));
        ILoggingEvent event = event("m".repeat(127));

        long alone = allocated(() -> encoder.encode(event));
        long directly = allocated(() -> {
            scratch.clear();
            streamed.encode(event, scratch);
        });

        // the array that the encoder returns has 280 bytes
        assertThat(directly).isLessThan(alone - 250);
    }

    /** Returns the bytes that a call allocates, in the mean. */
    private static long allocated(Runnable call) throws Exception {
        int calls = 20_000;
        long before = 0;
        for (int i = -calls; i < calls; i++) {
            before = i == 0 ? allocated() : before;
            call.run();
        }
        return (allocated() - before) / calls;
    }

    /** Asks by reflection, because the tests belong to a module that does not require the JDK's beans. */
    private static long allocated() throws Exception {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getThreadAllocatedBytes", long.class)
                .invoke(threads, Thread.currentThread().getId());
    }

    private static void assertWhole(byte[] json) {
        assertThat(new JsonMapper().readTree(json).get("message").asString()).isEqualTo("next");
        assertThat(new String(json, UTF_8)).doesNotContain("torn", "outer").startsWith("{\"@timestamp\"");
    }

    private byte[] write(DirectEncoder<ILoggingEvent> encoder, ILoggingEvent event) {
        scratch.clear();
        encoder.encode(event, scratch);
        return Arrays.copyOf(scratch.bytes().array(), scratch.bytes().length());
    }

    private static DirectEncoder<ILoggingEvent> streamed(Encoder<ILoggingEvent> encoder) {
        return Objects.requireNonNull(StreamedEncoder.of(encoder));
    }

    private <T extends Encoder<ILoggingEvent>> T started(T encoder) {
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static PatternLayoutEncoder pattern(String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(new LoggerContext());
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    private List<ILoggingEvent> events() {
        LoggingEvent rich = event(Map.of("user", "42"), "rich {}", "argument \"quoted\"\n\té€😀");
        rich.addKeyValuePair(new KeyValuePair("key", List.of(1, "two")));
        LoggingEvent failing = event("failing");
        failing.setThrowableProxy(new ThrowableProxy(
                new IllegalStateException("outer", new UncheckedIOException(new IOException("inner")))));
        return List.of(event("plain"), event(""), rich, failing, event("long é ".repeat(5_000)));
    }

    private LoggingEvent event(String message, Object... arguments) {
        return event(Map.of(), message, arguments);
    }

    private LoggingEvent event(Map<String, String> mdc, String message, Object... arguments) {
        LoggingEvent event = new LoggingEvent("test", context.getLogger("test"), Level.INFO, message, null, arguments);
        event.setMDCPropertyMap(mdc);
        return event;
    }

    /** A logged object that throws when its value is asked for. */
    static final class Throwing {
        private final Throwable thrown;

        Throwing(Throwable thrown) {
            this.thrown = thrown;
        }

        public String getName() {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        }
    }

    /** Writes three bytes, and keeps the stream. */
    private static final class KeepingEncoder extends EncoderBase<ILoggingEvent>
            implements StreamingEncoder<ILoggingEvent> {
        private @Nullable OutputStream kept;
        private @Nullable IOException failure;

        @Override
        public void encode(ILoggingEvent event, OutputStream stream) throws IOException {
            if (failure != null) {
                throw failure;
            }
            kept = stream;
            stream.write('a');
            stream.write(new byte[] {'b', 'c'});
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            return new byte[] {'a', 'b', 'c'};
        }

        @Override
        public byte @Nullable [] headerBytes() {
            return null;
        }

        @Override
        public byte @Nullable [] footerBytes() {
            return null;
        }
    }
}
