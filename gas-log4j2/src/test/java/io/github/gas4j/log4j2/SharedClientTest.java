// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.routing.RoutingAppender;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class SharedClientTest {
    @AutoClose
    private final Collector collector = Collector.up();

    @AutoClose
    private final StatusRecorder status = new StatusRecorder();

    @TempDir
    private Path directory;

    @AfterEach
    void clear() {
        ThreadContext.clearMap();
    }

    @Test
    void appendersForFiftyTenantsShareOneClientAndKeepTheirLayouts() {
        try (Log4j log4j = Log4j.start(directory, routing(""))) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                ThreadContext.put("tenant", "t" + i % 50);
                log4j.logger().info("{}", i);
                expected.add("t" + i % 50 + " " + i);
            }

            await().untilAsserted(() -> assertThat(collector.lines()).isEqualTo(expected));
            RoutingAppender routing =
                    Objects.requireNonNull(log4j.context().getConfiguration().getAppender("ROUTING"));
            assertThat(routing.getAppenders()).hasSize(50);
            assertThat(clients()).hasSize(1);
            assertThat(threads()).hasSize(1);
            assertThat(collector.accepted()).isEqualTo(1);
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void theClientGoesOnUntilTheLastAppenderOfItGoes() {
        try (Log4j log4j = Log4j.start(directory, both("", ""))) {
            GasClient client = Objects.requireNonNull(log4j.appender("A").client());
            assertThat(log4j.appender("B").client()).isSameAs(client);

            log4j.reload(Log4j.configuration(gas("B", ""), "B"));
            log4j.logger().info("one");
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("B one"));
            assertThat(log4j.appender("B").client()).isSameAs(client);

            log4j.reload(Log4j.configuration("<Null name=\"NULL\"/>", "NULL"));
            await().until(() -> client.stats().state() == ConnectionState.CLOSED);
        }
    }

    @Test
    void aContradictionIsRefusedByNameAndTheOthersGoOn() {
        try (Log4j log4j =
                Log4j.start(directory, both(" bufferSize=\"8MiB\"", " bufferSize=\"1MiB\" maxRetries=\"7\""))) {
            log4j.logger().info("one");

            assertThat(status.ofGas(Level.ERROR))
                    .hasSize(2)
                    .anySatisfy(error -> assertThat(error)
                            .contains(
                                    "GasAppender 'B': client 'SHARED': option bufferSize: '1MiB' contradicts '8MiB' of"
                                            + " appender 'A'; valid: the same options for all appenders that share a"
                                            + " client"))
                    .anySatisfy(error -> assertThat(error)
                            .contains(
                                    "client 'SHARED': option maxRetries: '7' contradicts its default of appender 'A'"));
            assertThat(log4j.appender("B").isStarted()).isFalse();
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("A one"));
            assertThat(log4j.appender("A").stats().bufferCapacityBytes()).isEqualTo(8 << 20);
            assertThat(log4j.appender("B").stats().droppedShutdown()).isEqualTo(1);
        }
    }

    @Test
    void layoutsMustAgreeOnTheirHeader() {
        String a = gas("A", "").replace("<PatternLayout", "<PatternLayout header=\"head\"");
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(a + gas("B", ""), "A"))) {
            assertThat(log4j.appender("B").isStarted()).isFalse();
            assertThat(status.ofGas(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains("header or footer differs from that of appender 'A'");
        }
    }

    @Test
    void otherSpellingsOfTheSameOptionsAgree() {
        try (Log4j log4j = Log4j.start(directory, both(" bufferSize=\"8MiB\"", " bufferSize=\"8MB\""))) {
            assertThat(log4j.appender("B").isStarted()).isTrue();
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void aReloadChangesTheOptionsOfAll() {
        try (Log4j log4j = Log4j.start(directory, both("", ""))) {
            GasClient client = Objects.requireNonNull(log4j.appender("A").client());

            log4j.reload(both(" bufferSize=\"1MiB\"", " bufferSize=\"1MiB\""));

            assertThat(log4j.appender("A").client()).isSameAs(client);
            assertThat(log4j.appender("B").client()).isSameAs(client);
            await().until(() -> client.stats().bufferCapacityBytes() == 1 << 20);
        }
        assertThat(status.errors()).isEmpty();
    }

    @Test
    void anAppenderWhoseNewOptionsContradictGoesOnWithTheLayoutItHadBefore() {
        try (Log4j log4j = Log4j.start(directory, both("", ""))) {
            log4j.reload(both(" bufferSize=\"1MiB\"", " bufferSize=\"2MiB\""));
            log4j.logger().info("one");

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactlyInAnyOrder("A one", "B one"));
            assertThat(status.ofGas(Level.ERROR)).singleElement().asString().contains("'2MiB' contradicts '1MiB'");
            assertThat(status.ofGas(Level.WARN)).singleElement().asString().contains("'B': goes on with");
            assertThat(clients()).hasSize(1);
        }
    }

    @Test
    void aRouteThatAnOldConfigurationMakesLateDoesNotBringItsOptionsBack() {
        try (Log4j log4j = Log4j.start(directory, routing(" bufferSize=\"2MiB\""))) {
            RoutingAppender old =
                    Objects.requireNonNull(log4j.context().getConfiguration().getAppender("ROUTING"));
            ThreadContext.put("tenant", "one");
            log4j.logger().info("a");
            GasClient client = clients().get(0);
            log4j.reload(both(" bufferSize=\"1MiB\"", " bufferSize=\"1MiB\""));
            await().until(() -> client.stats().bufferCapacityBytes() == 1 << 20);

            ThreadContext.put("tenant", "late");
            old.append(event("b"));

            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one a", "late b"));
            assertThat(client.stats().bufferCapacityBytes()).isEqualTo(1 << 20);
            assertThat(clients()).containsExactly(client);
        }
    }

    @Test
    void anAppenderThatIsNamedLikeAClientHasItsOwn() {
        String own = gas("SHARED", "").replace("client=\"SHARED\"", "");
        try (Log4j log4j = Log4j.start(directory, Log4j.configuration(gas("A", "") + own, "A"))) {
            assertThat(log4j.appender("A").client())
                    .isNotNull()
                    .isNotSameAs(log4j.appender("SHARED").client());
        }
    }

    @Test
    void contextsShareNoClient() {
        try (Log4j one = Log4j.start(directory, both("", ""));
                Log4j other = Log4j.start(directory, both("", ""))) {
            assertThat(one.appender("A").client())
                    .isNotSameAs(other.appender("A").client());
        }
    }

    @Test
    void appendersThatAreMadeInCodeShareAClientAndMustAgree() {
        GasAppender one = made("ONE", "1MiB");
        GasAppender same = made("SAME", "1MiB");
        GasAppender other = made("OTHER", "2MiB");
        List.of(one, same, other).forEach(GasAppender::start);

        assertThat(same.client()).isNotNull().isSameAs(one.client());
        assertThat(other.isStarted()).isFalse();
        assertThat(status.ofGas(Level.ERROR)).singleElement().asString().contains("'2MiB' contradicts '1MiB'");
        same.append(event("same"));
        same.stop(10, TimeUnit.SECONDS);
        one.append(event("one"));
        assertThat(one.stop(10, TimeUnit.SECONDS)).isTrue();
        assertThat(collector.lines()).containsExactly("same", "one");
    }

    /** Each client would take 8 MiB of direct memory, and each pool of buffers of its own some KiB of heap. */
    @Test
    void aThousandAppendersStartInASmallHeap() throws Exception {
        String appenders = IntStream.range(0, 1000)
                .mapToObj(i -> gas("T" + i, " shutdownTimeout=\"30s\""))
                .collect(Collectors.joining());
        String references = IntStream.range(1, 1000)
                .mapToObj(i -> "<AppenderRef ref=\"T" + i + "\"/>")
                .collect(Collectors.joining());
        String configuration = Log4j.configuration(appenders, "T0")
                .replace("</Root>", references + "</Root>")
                .replace("status=\"OFF\"", "");

        List<String> printed = new LoggingJvm(directory)
                .with("-Xmx32m", "-XX:MaxDirectMemorySize=32m")
                .log(configuration, 2);

        assertThat(printed).isEmpty();
        await().untilAsserted(() -> assertThat(collector.lines()).hasSize(2000).contains("T999 1 x é € 😀"));
        assertThat(collector.accepted()).isEqualTo(1);
    }

    private GasAppender made(String name, String bufferSize) {
        return GasAppender.newBuilder()
                .setName(name)
                .setDestination(collector.destination())
                .setClient("MADE")
                .setBufferSize(bufferSize)
                .setLayout(PatternLayout.newBuilder().setPattern("%m%n").build())
                .build();
    }

    private static List<GasClient> clients() {
        return GasClient.running().stream()
                .filter(client -> client.name().equals("SHARED"))
                .toList();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("gas-SHARED") && !name.endsWith("-exit"))
                .toList();
    }

    private static LogEvent event(String message) {
        return Log4jLogEvent.newBuilder()
                .setLevel(Level.INFO)
                .setMessage(new SimpleMessage(message))
                .build();
    }

    private String routing(String attributes) {
        return Log4j.configuration(
                "<Routing name=\"ROUTING\"><Routes pattern=\"$${ctx:tenant}\"><Route>"
                        + gas("${ctx:tenant}", attributes) + "</Route></Routes></Routing>",
                "ROUTING");
    }

    private String both(String ofA, String ofB) {
        return Log4j.both(gas("A", ofA), gas("B", ofB));
    }

    private String gas(String name, String attributes) {
        return "<Gas name=\"%s\" client=\"SHARED\" destination=\"%s\"%s reportDrops=\"false\">"
                        .formatted(name, collector.destination(), attributes)
                + "<PatternLayout pattern=\"" + name + " %m%n\" charset=\"UTF-8\"/></Gas>";
    }
}
