// SPDX-License-Identifier: MIT
package io.github.gas4j.logback.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.status.Status;
import io.github.gas4j.core.internal.text.Scratch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which encoders are compiled, and what of it an application's converters notice. */
class PatternCompilerTest {
    private final Encoders encoders = new Encoders();

    @Test
    void compilesLogbacksOwnEncoder() {
        PatternCompiler.Result result = PatternCompiler.compile(encoders.encoder("%msg%n"), true);

        assertThat(result.pattern()).isNotNull();
        assertThat(result.report()).startsWith("compiledPattern: the pattern is compiled");
    }

    @Test
    void leavesASubclassOfTheEncoder() {
        PatternLayoutEncoder subclass = new PatternLayoutEncoder() {
            @Override
            public byte[] encode(ILoggingEvent event) {
                return "masked".getBytes(StandardCharsets.UTF_8);
            }
        };
        start(subclass);

        assertThat(reasonOf(subclass))
                .isEqualTo("the encoder is " + subclass.getClass().getName());
    }

    @Test
    void leavesALayoutInAnotherEncoder() {
        LayoutWrappingEncoder<ILoggingEvent> other = new LayoutWrappingEncoder<>();
        other.setCharset(StandardCharsets.UTF_8);
        other.setLayout(new PatternLayout());
        other.start();

        assertThat(reasonOf(other)).isEqualTo("the encoder is " + LayoutWrappingEncoder.class.getName());
    }

    /** An application may mask secrets in such a processor. */
    @Test
    void leavesALayoutWithAProcessorOfItsOwn() {
        PatternLayoutEncoder encoder = encoders.encoder("%msg%n");
        PatternLayout layout = (PatternLayout) encoder.getLayout();
        layout.setPostCompileProcessor((context, head) -> {});
        layout.start();

        assertThat(reasonOf(encoder)).isEqualTo("the layout has a processor of its own");
    }

    @Test
    void leavesAConverterThatCannotBeMadeTwice() {
        AtomicInteger made = new AtomicInteger();
        encoders.word("single", () -> {
            if (made.incrementAndGet() > 1) {
                throw new AssertionError("made twice");
            }
            return new OwnWord() {};
        });
        PatternLayoutEncoder encoder = encoders.encoder("%single");

        assertThat(PatternCompiler.compile(encoder, true).pattern()).isNull();
    }

    @Test
    void leavesAnotherCharset() {
        PatternLayoutEncoder latin = encoders.encoder("%msg%n");
        latin.setCharset(StandardCharsets.ISO_8859_1);

        assertThat(reasonOf(latin)).isEqualTo("the charset is ISO-8859-1");
    }

    @Test
    void leavesWhatIsNotToBeCompiled() {
        PatternCompiler.Result result = PatternCompiler.compile(encoders.encoder("%msg%n"), false);

        assertThat(result.pattern()).isNull();
        assertThat(result.report())
                .isEqualTo("compiledPattern: not used, because it is set to false; Logback lays out each event");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%unknown %msg%n", "%(%msg", "%logger{ten}", "%foo(%msg)", "%replace(%msg){'a'}"})
    void leavesAPatternWithErrors(String pattern) {
        assertThat(reasonOf(encoders.encoder(pattern))).isEqualTo("the pattern has errors");
    }

    @Test
    void leavesAConverterThatFailsToStart() {
        AtomicInteger starts = new AtomicInteger();
        encoders.word("once", () -> new OwnWord() {
            @Override
            public void start() {
                if (starts.incrementAndGet() > 1) {
                    throw new IllegalStateException("started twice");
                }
            }
        });

        assertThat(reasonOf(encoders.encoder("%once")))
                .isEqualTo("it could not be compiled: java.lang.IllegalStateException: started twice");
    }

    @Test
    void saysNothingOfAnEncoderWithoutALayout() {
        PatternCompiler.Result result = PatternCompiler.compile(new JsonEncoder(), true);

        assertThat(result.pattern()).isNull();
        assertThat(result.report()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d{HH:mm, UTC, de-DE}", "%unknown", "%d{bogusb}", "%sn", "%logger{ten}", "%ex{none}"})
    void reportsNothingOfAPatternThatLogbackHasReported(String pattern) {
        PatternLayoutEncoder encoder = encoders.encoder(pattern);
        List<Status> reported = encoders.context.getStatusManager().getCopyOfStatusList();

        PatternCompiler.compile(encoder, true);

        assertThat(reported).isNotEmpty();
        assertThat(encoders.context.getStatusManager().getCopyOfStatusList()).isEqualTo(reported);
    }

    @Test
    void usesOneConverterOfAWordForAllEvents() {
        AtomicInteger made = new AtomicInteger();
        encoders.word("count", () -> {
            made.incrementAndGet();
            return new Counter();
        });
        CompiledPattern pattern = encoders.compiled("%count|%msg|%(%-3count)");

        assertThat(Encoders.text(pattern, encoders.event("m", null))).isEqualTo("1|m|1  ");
        assertThat(Encoders.text(pattern, encoders.event("m", null))).isEqualTo("2|m|2  ");
        assertThat(made).hasValue(4); // two words, for Logback's layout and for the compiled pattern
    }

    @Test
    void callsNoConverterTwiceIfASurrogatePairIsInTwoParts() {
        encoders.word("count", Counter::new);
        CompiledPattern pattern = encoders.compiled("%msg%msg%count%n");

        assertThat(Encoders.text(pattern, encoders.event("\ude00-\ud83d", null)))
                .isEqualTo("?-\ud83d\ude00-?1" + System.lineSeparator());
        assertThat(Encoders.text(pattern, encoders.event("m", null))).isEqualTo("mm2" + System.lineSeparator());
    }

    @Test
    void givesTheContextToTheApplicationsConverters() {
        encoders.word("context", () -> new OwnWord() {
            @Override
            public String convert(ILoggingEvent event) {
                return String.valueOf(getContext() == encoders.context);
            }
        });

        assertThat(Encoders.text(encoders.compiled("%context%20(%context)"), encoders.event("m", null)))
                .isEqualTo("true" + " ".repeat(16) + "true");
    }

    @Test
    void tellsOfPackagesIfTheContextDoes() {
        encoders.context.setPackagingDataEnabled(true);
        PatternLayoutEncoder encoder = encoders.encoder("%msg%n");
        ILoggingEvent event = encoders.event("m", new IllegalStateException("x"));

        String text = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertThat(text).contains("[");
        assertThat(Encoders.text(Encoders.compiled(encoder), event)).isEqualTo(text);
    }

    @Test
    void writesAConstantPattern() {
        CompiledPattern pattern = encoders.compiled("constant");

        assertThat(Encoders.encode(pattern, encoders.event("m", null), new Scratch()))
                .isEqualTo("constant".getBytes(StandardCharsets.UTF_8));
    }

    private void start(PatternLayoutEncoder encoder) {
        encoder.setContext(encoders.context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern("%msg%n");
        encoder.start();
    }

    private static String reasonOf(Encoder<ILoggingEvent> encoder) {
        PatternCompiler.Result result = PatternCompiler.compile(encoder, true);
        assertThat(result.pattern()).isNull();
        assertThat(result.report())
                .startsWith("compiledPattern: not used, because ")
                .endsWith("; Logback lays out each event");
        return String.valueOf(result.report())
                .replace("compiledPattern: not used, because ", "")
                .replace("; Logback lays out each event", "");
    }

    /** A converter of an application. */
    private abstract static class OwnWord extends ClassicConverter {
        @Override
        public String convert(ILoggingEvent event) {
            return "";
        }
    }

    /** Counts its events. */
    private static final class Counter extends OwnWord {
        private int events;

        @Override
        public String convert(ILoggingEvent event) {
            events++;
            return Integer.toString(events);
        }
    }
}
