// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReloadTest {
    private static final String PATTERN = "<PatternLayout pattern=\"%m%n\"/>";
    private static final String RETRIES = " maxRetries=\"-1\" retryInterval=\"1ms\" maxRetryInterval=\"20ms\"";

    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @Test
    void keepsClientAndConnectionAndTakesTheNewLayout() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            GasClient client = log4j.client();
            GasAppender before = log4j.appender();
            log4j.logger().info("one");
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one"));

            log4j.reload(Log4j.gas(to(collector) + " maxRetries=\"7\"", "<PatternLayout pattern=\"new %m%n\"/>"));
            log4j.logger().info("two");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one", "new two"));
            assertThat(log4j.appender()).isNotSameAs(before);
            assertThat(before.isStopped()).isTrue();
            assertThat(log4j.client()).isSameAs(client);
            assertThat(collector.accepted()).isEqualTo(1);
            assertThat(log4j.stats().offered()).isEqualTo(2);
            assertThat(log4j.stats().dropped()).isZero();
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void keepsWhatIsBufferedWhileTheCollectorIsDown() {
        try (Collector late = Collector.down()) {
            String destination = "destination=\"" + late.destination() + "\"" + RETRIES;
            List<String> expected =
                    IntStream.range(0, 300).mapToObj(Integer::toString).toList();
            try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination))) {
                for (int i = 0; i < 300; i++) {
                    if (i % 100 == 50) {
                        log4j.reload(Log4j.gas(destination + " deliveryTimeout=\"" + i + "m\""));
                    }
                    log4j.logger().info("{}", i);
                }
                late.listen();
                await().untilAsserted(() -> assertThat(late.lines()).isEqualTo(expected));
            }
        }
    }

    @Test
    void appliesAnotherDestination() {
        try (Collector other = Collector.up();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector) + " delivery=\"NONE\""))) {
            GasClient client = log4j.client();
            log4j.logger().info("one");
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one"));

            log4j.reload(Log4j.gas(to(other) + " delivery=\"NONE\""));
            log4j.logger().info("two");

            await().untilAsserted(() -> assertThat(other.lines()).containsExactly("two"));
            assertThat(log4j.client()).isSameAs(client);
            assertThat(log4j.stats().destination()).isEqualTo(other.destination());
        }
    }

    @Test
    void appliesAnotherBufferSizeAndKeepsWhatIsBuffered() {
        try (Collector late = Collector.down()) {
            String destination = "destination=\"" + late.destination() + "\"" + RETRIES;
            try (Log4j log4j = Log4j.start(directory, Log4j.gas(destination + " bufferSize=\"64KiB\""))) {
                log4j.logger().info("one");

                log4j.reload(Log4j.gas(destination + " bufferSize=\"1MiB\""));

                await().untilAsserted(() ->
                        assertThat(log4j.stats().bufferCapacityBytes()).isEqualTo(1 << 20));
                log4j.logger().info("two");
                late.listen();
                await().untilAsserted(() -> assertThat(late.lines()).containsExactly("one", "two"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Gas name=\"GAS\" destination=\"nowhere\">" + PATTERN + "</Gas>",
                "<Gas name=\"GAS\" destination=\"127.0.0.1:9\" bufferSize=\"8 apples\">" + PATTERN + "</Gas>",
                "<Gas name=\"GAS\" destination=\"127.0.0.1:9\"/>",
                "<Gas name=\"GAS\" destination=\"127.0.0.1:9\" framing=\"NUL\">" + PATTERN + "</Gas>",
                "<Gas name=\"GAS\" destination=\"127.0.0.1:9\"><Ssl protocol=\"TLS 9\"/>" + PATTERN + "</Gas>",
            })
    void goesOnAsBeforeIfTheNewConfigurationIsRefused(String refused) {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            GasClient client = log4j.client();

            log4j.reload(Log4j.configuration(refused, "GAS"));
            log4j.logger().info("one");
            log4j.reload(Log4j.configuration(refused, "GAS"));
            log4j.logger().info("two");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one", "two"));
            assertThat(log4j.client()).isSameAs(client);
            assertThat(status.ofGas(Level.ERROR)).hasSize(2).allMatch(error -> error.contains("option "));
            assertThat(status.ofGas(Level.WARN)).hasSize(2).allMatch(line -> line.contains("goes on with"));
        }
        assertThat(status.errors()).allMatch(error -> error.contains("option "));
    }

    @Test
    void takesTheNextConfigurationThatIsNotRefused() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas("destination=\"nowhere\""))) {
            log4j.logger().info("lost");
            assertThat(log4j.appender().isStarted()).isFalse();

            log4j.reload(Log4j.gas(to(collector)));
            log4j.logger().info("one");
            log4j.reload(Log4j.gas("destination=\"nowhere\""));
            log4j.reload(Log4j.gas(to(collector), "<PatternLayout pattern=\"new %m%n\"/>"));
            log4j.logger().info("two");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one", "new two"));
        }
    }

    @Test
    void theClientOfAnAppenderThatIsNotConfiguredAnyMoreEnds() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            GasClient client = log4j.client();
            log4j.logger().info("last");

            log4j.reload(Log4j.configuration("<Null name=\"NULL\"/>", "NULL"));

            await().until(() -> client.stats().state() == ConnectionState.CLOSED);
            assertThat(collector.lines()).containsExactly("last");
        }
    }

    @Test
    void anotherNameIsAnotherClient() {
        try (Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            GasClient first = log4j.client();

            log4j.reload(
                    Log4j.configuration("<Gas name=\"OTHER\" " + to(collector) + ">" + PATTERN + "</Gas>", "OTHER"));

            GasClient second = log4j.appender("OTHER").client();
            assertThat(second).isNotNull().isNotSameAs(first);
            await().until(() -> first.stats().state() == ConnectionState.CLOSED);
        }
    }

    @Test
    void contextsOfTheSameNameHaveClientsOfTheirOwn() {
        try (Collector otherCollector = Collector.up();
                Log4j one = Log4j.start(directory, Log4j.gas(to(collector)));
                Log4j other = Log4j.start(directory, Log4j.gas(to(otherCollector)))) {
            assertThat(one.context().getName()).isEqualTo(other.context().getName());
            one.logger().info("one");
            other.logger().info("other");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one"));
            await().untilAsserted(() -> assertThat(otherCollector.lines()).containsExactly("other"));
            assertThat(one.client()).isNotSameAs(other.client());

            other.stop(1000);
            one.logger().info("still there");
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one", "still there"));
        }
    }

    @Test
    void twoAppendersOfOneNameInOneFileLeaveNoClientBehind() {
        String gas = "<Gas name=\"GAS\" " + to(collector) + ">" + PATTERN + "</Gas>";
        GasClient client;
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(gas + gas, "GAS"))) {
            client = log4j.client();
            log4j.logger().info("once");
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("once"));
        }
        assertThat(client.stats().state()).isEqualTo(ConnectionState.CLOSED);
    }

    private static String to(Collector collector) {
        return "destination=\"" + collector.destination() + "\"";
    }
}
