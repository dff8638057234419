// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.gas4j.core.internal.text.Scratch;
import io.github.gas4j.logback.internal.encoding.DirectEncoder;
import io.github.gas4j.testkit.Collector;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoders that write into memory that is used again. */
class DirectEncodingTest {

    @Test
    void anEncoderThatWritesDirectlyIsNeverAskedForAnArray() {
        Direct encoder = new Direct(message -> {});
        encoder.withEdges("the");

        try (Collector collector = Collector.up()) {
            try (Logging logging = Logging.inCode(collector.destination(), encoder)) {
                logging.logger().info("one");
                logging.logger().info("");
                logging.logger().info("x".repeat(100_000));
            }

            assertThat(collector.awaitLines(5))
                    .containsExactly("the header", "one", "", "x".repeat(100_000), "the footer");
            assertThat(encoder.encoded).hasValue(0);
        }
    }

    @Test
    void anEncoderThatKnowsItsBytesIsBelieved() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), new Direct(message -> {}))) {
            logging.logger().info("plain, it says,\nbut it is not");
            logging.logger().info("it does not\nsay so");

            assertThat(collector.awaitLines(3))
                    .containsExactly("plain, it says,", "but it is not", "it does not\\nsay so");
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.gas4j.logback.EncodingTest#whatEncodersThrow")
    void countsWhatIsThrownInTheMiddleOfAnEventAndSendsNothingOfIt(Throwable thrown) {
        Direct encoder = new Direct(message -> {
            if (message.startsWith("bad")) {
                throw thrown;
            }
        });

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            assertThatCode(() -> logging.logger().info("bad")).doesNotThrowAnyException();
            logging.logger().info("good");

            assertThat(collector.awaitLines(1)).containsExactly("good");
            assertThat(logging.stats().offered()).isEqualTo(2);
            assertThat(logging.stats().droppedEncodingFailed()).isEqualTo(1);
            assertThat(logging.warnings())
                    .filteredOn(warning -> warning.startsWith("An event could not be encoded"))
                    .hasSize(1);
            assertThat(encoder.memory)
                    .as("given back after the failure, and used again")
                    .hasSize(1);
        }
    }

    @Test
    void anEventThatIsLoggedInTheMiddleOfAnotherHasMemoryOfItsOwn() {
        CompletableFuture<Logger> logger = new CompletableFuture<>();
        Direct encoder = new Direct(message -> {
            if (message.startsWith("outer")) {
                logger.join().info("inner of the encoder");
            }
        });
        Object argument = new Object() {
            @Override
            public String toString() {
                logger.join().info("inner of toString");
                return "argument";
            }
        };

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            logger.complete(logging.logger());

            logging.logger().info("outer {}", argument);

            assertThat(collector.awaitLines(3))
                    .containsExactly("inner of toString", "inner of the encoder", "outer argument");
            assertThat(encoder.memory).hasSize(2);
        }
    }

    @Test
    void noTwoThreadsEncodeIntoTheSameMemory() throws Exception {
        CyclicBarrier inTheMiddle = new CyclicBarrier(4);
        Direct encoder = new Direct(message -> inTheMiddle.await(30, SECONDS));
        List<String> expected = new ArrayList<>();

        try (Collector collector = Collector.up();
                Logging logging = Logging.inCode(collector.destination(), encoder)) {
            List<CompletableFuture<Void>> threads = IntStream.range(0, 4)
                    .mapToObj(thread -> CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 100; i++) {
                                    logging.logger().info(thread + " says " + i);
                                }
                            },
                            task -> new Thread(task, "logs").start()))
                    .toList();
            for (CompletableFuture<Void> thread : threads) {
                thread.get(60, SECONDS);
            }
            IntStream.range(0, 400).forEach(i -> expected.add(i / 100 + " says " + i % 100));

            assertThat(collector.awaitLines(400)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(encoder.memory).hasSize(4);
        }
    }

    @Test
    void theLibraryForJsonSendsWhatItsArgumentsLog() throws Exception {
        String encoder = "<encoder class='net.logstash.logback.encoder.LogstashEncoder'/>";

        try (Collector collector = Collector.up();
                Logging logging =
                        Logging.with("<destination>" + collector.destination() + "</destination>" + encoder)) {
            Object argument = new Object() {
                @Override
                public String toString() {
                    logging.logger().info("inner");
                    return "argument";
                }
            };
            logging.logger().info("outer {}", argument);

            List<String> lines = collector.awaitLines(2);
            for (String line : lines) {
                assertThat(Format.JSON.read(line.getBytes(UTF_8))).contains("INFO");
            }
            assertThat(lines.get(0)).contains("\"message\":\"inner\"");
            assertThat(lines.get(1)).contains("\"message\":\"outer argument\"");
            assertThat(logging.warnings()).isEmpty();
        }
    }

    /** Writes half of a message before the script runs and the other half afterwards. */
    static final class Direct extends ScriptedEncoder implements DirectEncoder<ILoggingEvent> {
        final Set<Scratch> memory = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        private final Script script;

        Direct(Script script) {
            super(message -> {}, false);
            this.script = script;
        }

        @Override
        public void encode(ILoggingEvent event, Scratch scratch) {
            memory.add(scratch);
            String message = event.getFormattedMessage();
            scratch.bytes().append(message.substring(0, message.length() / 2));
            try {
                script.run(message);
            } catch (Throwable thrown) {
                throw Direct.<RuntimeException>undeclared(thrown);
            }
            scratch.bytes().append(message.substring(message.length() / 2));
            if (message.startsWith("plain")) {
                scratch.bytes().setPlain(scratch.bytes().length());
            }
        }
    }
}
