// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.core.ConnectionState;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import io.github.gas4j.testkit.FullBacklog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.appender.routing.RoutingAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the client of an appender that goes while its context runs, and at the end of the context. */
@Timeout(120)
final class DrainingTest {
    private static final String NOTHING = Log4j.configuration("<Null name=\"NULL\"/>", "NULL");
    private static final String RETRIES = " maxRetries=\"-1\" retryInterval=\"1ms\" maxRetryInterval=\"20ms\"";
    /** Longer than any test may take, so that no wait for it goes unnoticed. */
    private static final String PATIENT = " shutdownTimeout=\"10m\"";

    @TempDir
    private Path directory;

    @AfterEach
    void clear() {
        ThreadContext.clearMap();
    }

    @Test
    void theClientOfARemovedAppenderSendsWhatIsBufferedAndEnds() {
        try (Collector late = Collector.down();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(late) + RETRIES + PATIENT))) {
            GasClient client = log4j.client();
            log4j.logger().info("buffered");

            log4j.reload(NOTHING);
            assertThat(client.stats().state()).isNotEqualTo(ConnectionState.CLOSED);
            assertThat(client.stats().bufferedEvents()).isEqualTo(1);

            late.listen();
            await().until(() -> !GasClient.running().contains(client));
            assertThat(late.lines()).containsExactly("buffered");
            assertThat(client.stats().dropped()).isZero();
        }
    }

    @Test
    void nothingKeepsAClientThatHasDrainedWhileItsContextRuns() {
        try (Collector collector = Collector.up();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            WeakReference<GasClient> client = new WeakReference<>(log4j.client());

            log4j.reload(NOTHING);

            await().untilAsserted(() -> {
                System.gc();
                assertThat(client.get()).isNull();
            });
        }
    }

    @Test
    void aReloadDoesNotWaitForACollectorThatAnswersNothing() throws IOException {
        try (FullBacklog hole = new FullBacklog();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(hole) + " shutdownTimeout=\"300ms\""))) {
            GasClient client = log4j.client();
            log4j.logger().info("buffered");

            log4j.reload(NOTHING);

            assertThat(client.stats().state()).isNotEqualTo(ConnectionState.CLOSED);
            assertThat(client.stats().dropped()).isZero();
        }
    }

    @Test
    void anEvictionDoesNotWaitForACollectorThatAnswersNothing() throws IOException {
        try (FullBacklog hole = new FullBacklog();
                Log4j log4j = Log4j.start(directory, routing(to(hole) + " shutdownTimeout=\"300ms\"", "1000000"))) {
            RoutingAppender routing =
                    Objects.requireNonNull(log4j.context().getConfiguration().getAppender("ROUTING"));
            GasClient client = log(log4j, routing, "a");

            routing.deleteAppender("a");

            assertThat(client.stats().state()).isNotEqualTo(ConnectionState.CLOSED);
            assertThat(client.stats().dropped()).isZero();
        }
    }

    @Test
    void whatAnIdlePurgePolicyEvictsIsSent() {
        try (Collector late = Collector.down();
                Log4j log4j = Log4j.start(directory, routing(to(late) + RETRIES + PATIENT, "1"))) {
            RoutingAppender routing =
                    Objects.requireNonNull(log4j.context().getConfiguration().getAppender("ROUTING"));
            for (String tenant : List.of("a", "b", "c")) {
                ThreadContext.put("tenant", tenant);
                log4j.logger().info(tenant);
            }
            await().until(() -> routing.getAppenders().isEmpty());

            late.listen();
            await().untilAsserted(() -> assertThat(late.lines()).containsExactlyInAnyOrder("a", "b", "c"));
            await().until(() -> clients("a", "b", "c").isEmpty());
        }
    }

    @Test
    void anAppenderThatComesBackHasAClientOfItsOwn() throws Exception {
        String configuration;
        try (Collector late = Collector.down()) {
            configuration = Log4j.gas(to(late) + RETRIES + " jmx=\"true\"" + PATIENT);
            try (Log4j log4j = Log4j.start(directory, configuration)) {
                GasClient first = log4j.client();
                log4j.logger().info("before");
                log4j.reload(NOTHING);

                log4j.reload(configuration);
                log4j.logger().info("after");
                assertThat(log4j.client()).isNotSameAs(first);
                assertThat(clients("GAS")).containsExactly(first, log4j.client());
                assertThat(ManagementFactory.getPlatformMBeanServer()
                                .queryNames(new ObjectName("io.github.gas4j*:*"), null))
                        .hasSize(2);

                late.listen();
                await().untilAsserted(() -> assertThat(late.lines()).containsExactlyInAnyOrder("before", "after"));
                await().until(() -> clients("GAS").equals(List.of(log4j.client())));
                log4j.stop(10_000);
            }
        }
    }

    @Test
    void theEndOfTheContextClosesWhatStillDrains() throws IOException {
        try (FullBacklog hole = new FullBacklog();
                Log4j log4j = Log4j.start(
                        directory,
                        Log4j.configuration(
                                        gas("GAS", to(hole) + " shutdownTimeout=\"300ms\"")
                                                + gas("OTHER", to(hole) + " shutdownTimeout=\"300ms\""),
                                        "GAS")
                                .replace("</Root>", "<AppenderRef ref=\"OTHER\"/></Root>"))) {
            GasClient first = log4j.client();
            GasClient second = Objects.requireNonNull(log4j.appender("OTHER").client());
            log4j.logger().info("lost");
            log4j.reload(NOTHING);
            assertThat(GasClient.running()).contains(first, second);

            log4j.stop(0);

            assertThat(GasClient.running()).doesNotContain(first, second);
            assertThat(first.stats().droppedShutdown()).isEqualTo(1);
            assertThat(second.stats().droppedShutdown()).isEqualTo(1);
            assertThat(log4j.context().getListeners()).isEmpty();
        }
    }

    /** The appender that is left uses up the time, and the one that was removed gets no other time of its own. */
    @Test
    void whatStillDrainsAtTheEndOfTheContextSharesTheTimeOfTheAppendersThatAreLeft() throws IOException {
        try (FullBacklog hole = new FullBacklog();
                Log4j log4j = Log4j.start(
                        directory,
                        Log4j.configuration(gas("GAS", to(hole) + PATIENT) + gas("LEFT", to(hole)), "GAS"))) {
            GasClient removed = log4j.client();
            log4j.logger().info("lost");
            log4j.reload(Log4j.configuration(gas("LEFT", to(hole) + PATIENT), "LEFT"));

            log4j.stop(300);

            assertThat(removed.stats().droppedShutdown()).isEqualTo(1);
        }
    }

    @Test
    void theEndOfTheContextWaitsForWhatStillDrains() {
        try (Collector collector = Collector.up();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector) + RETRIES + PATIENT))) {
            GasClient client = log4j.client();
            log4j.logger().info("one");
            await().untilAsserted(() -> assertThat(collector.lines()).containsExactly("one"));
            collector.goDown(Ending.FIN);
            await().until(() -> client.stats().state() != ConnectionState.CONNECTED);
            log4j.logger().info("two");
            log4j.reload(NOTHING);

            CompletableFuture<Boolean> stopping = CompletableFuture.supplyAsync(() -> log4j.stop(0));
            await().until(() -> log4j.context().isStopped());
            assertThat(stopping).isNotDone();
            collector.listen();

            await().untilAsserted(() -> assertThat(stopping).isCompleted());
            assertThat(collector.lines()).contains("two");
            assertThat(client.stats().dropped()).isZero();
        }
    }

    @Test
    void aStopWithATimeoutWaitsThoughTheContextRuns() {
        try (Collector collector = Collector.up();
                Log4j log4j = Log4j.start(directory, Log4j.gas(to(collector)))) {
            GasClient client = log4j.client();
            log4j.logger().info("event");

            assertThat(log4j.appender().stop(10, TimeUnit.SECONDS)).isTrue();

            assertThat(client.stats().state()).isEqualTo(ConnectionState.CLOSED);
            assertThat(collector.lines()).containsExactly("event");
        }
    }

    private static GasClient log(Log4j log4j, RoutingAppender routing, String tenant) {
        ThreadContext.put("tenant", tenant);
        log4j.logger().info(tenant);
        GasAppender made = (GasAppender)
                Objects.requireNonNull(routing.getAppenders().get(tenant)).getAppender();
        return Objects.requireNonNull(made.client());
    }

    private static List<GasClient> clients(String... names) {
        return GasClient.running().stream()
                .filter(client -> List.of(names).contains(client.name()))
                .toList();
    }

    private static String routing(String attributes, String idleMillis) {
        return Log4j.configuration("""
                <Routing name="ROUTING">
                  <Routes pattern="$${ctx:tenant}"><Route>%s</Route></Routes>
                  <IdlePurgePolicy timeToLive="%s" timeUnit="MILLISECONDS"/>
                </Routing>
                """.formatted(gas("${ctx:tenant}", attributes), idleMillis), "ROUTING");
    }

    private static String gas(String name, String attributes) {
        return "<Gas name=\"%s\" %s reportDrops=\"false\"><PatternLayout pattern=\"%%m%%n\"/></Gas>"
                .formatted(name, attributes);
    }

    private static String to(Collector collector) {
        return "destination=\"" + collector.destination() + "\"";
    }

    private static String to(FullBacklog hole) {
        return "destination=\"127.0.0.1:" + hole.port() + "\"";
    }
}
