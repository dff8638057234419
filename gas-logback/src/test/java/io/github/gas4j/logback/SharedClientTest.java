// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.AsyncAppender;
import io.github.gas4j.core.GasClient;
import io.github.gas4j.testkit.Collector;
import io.github.gas4j.testkit.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Appenders that name the same client. */
class SharedClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TENANTS = 1_000;

    @Test
    void twoAppendersShareOneConnection() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(
                        Logging.file("", appender("A", "PAIR", collector, ""), appender("B", "PAIR", collector, "")))) {
            logging.logger().info("one");

            assertThat(collector.awaitLines(2)).containsExactly("one", "one");
            assertThat(Logging.running("PAIR")).hasSize(1);
            assertThat(collector.accepted()).isEqualTo(1);
            assertThat(logging.stats().offered()).isEqualTo(2);
            assertThat(logging.errors()).isEmpty();
        }
        assertThat(Logging.running("PAIR")).isEmpty();
    }

    @Test
    void aContradictionIsRefusedByTheNameOfTheOption() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(Logging.file(
                        "",
                        appender("A", "ARGUED", collector, "<bufferSize>8MiB</bufferSize>"),
                        appender("B", "ARGUED", collector, "<bufferSize>1MiB</bufferSize><maxRetries>3</maxRetries>"),
                        appender("C", "ARGUED", collector, "")))) {
            assertThat(logging.errors())
                    .containsExactly(
                            "Appender not started: client 'ARGUED': option bufferSize: '1MiB' contradicts '8MiB' of"
                                    + " appender 'A'; valid: the same options for all appenders that share a client",
                            "Appender not started: client 'ARGUED': option maxRetries: '3' contradicts its default of"
                                    + " appender 'A'; valid: the same options for all appenders that share a client");
            logging.logger().info("one");
            assertThat(collector.awaitLines(2)).containsExactly("one", "one");
        }
    }

    @Test
    void anotherDestinationOrHeaderIsAContradictionToo() {
        String header =
                "<encoder><pattern>%msg%n</pattern><outputPatternAsHeader>true</outputPatternAsHeader></encoder>";
        try (Collector collector = Collector.up();
                Collector other = Collector.up();
                Logging logging = Logging.of(Logging.file(
                        "",
                        appender("A", "STRICT", collector, ""),
                        appender("B", "STRICT", other, ""),
                        Logging.appender(
                                "C",
                                "<client>STRICT</client><destination>" + collector.destination() + "</destination>"
                                        + header)))) {
            assertThat(logging.errors()).hasSize(2);
            assertThat(logging.errors().get(0)).contains("option destination");
            assertThat(logging.errors().get(1)).contains("header", "differs from that of appender 'A'");
        }
    }

    @Test
    void theFirstAppenderOfAReloadSetsTheOptions() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(Logging.file(
                        "", appender("A", "RELOADED", collector, ""), appender("B", "RELOADED", collector, "")))) {
            GasClient client = Logging.running("RELOADED").get(0);
            String smaller = "<maxEventSize>10</maxEventSize>";

            logging.reload(Logging.file(
                    "", appender("B", "RELOADED", collector, smaller), appender("C", "RELOADED", collector, smaller)));
            await().until(() -> {
                logging.logger().info("more than ten bytes");
                return client.stats().droppedTooLarge() > 0;
            });

            assertThat(Logging.running("RELOADED")).containsExactly(client);
            assertThat(logging.errors()).isEmpty();
        }
    }

    /** As behind an AsyncAppender whose queue takes longer than its {@code maxFlushTime}. */
    @Test
    void anAppenderThatIsStillBusyDoesNotContradictAReload() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        ScriptedEncoder slow = ScriptedEncoder.doing(message -> {
            busy.countDown();
            while (done.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        });
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(Logging.file(""))) {
            AsyncAppender async = new AsyncAppender();
            async.setContext(logging.context);
            async.setMaxFlushTime(1);
            async.addAppender(sharing("BUSY", logging, collector, slow));
            async.start();
            logging.context.getLogger("ROOT").addAppender(async);
            logging.logger().info("old");
            busy.await();

            logging.reload(Logging.file("", appender("A", "BUSY", collector, "<maxEventSize>10</maxEventSize>")));
            logging.logger().info("new");

            assertThat(logging.errors()).isEmpty();
            assertThat(collector.awaitLines(1)).containsExactly("new");
            done.countDown();
            assertThat(collector.awaitLines(2)).hasSize(2);
            assertThat(Logging.running("BUSY")).hasSize(1);
            assertThat(logging.appender().isStarted()).isTrue();
        }
        assertThat(Logging.running("BUSY")).isEmpty();
    }

    private static GasAppender sharing(String client, Logging logging, Collector collector, ScriptedEncoder encoder) {
        GasAppender appender = new GasAppender();
        appender.setContext(logging.context);
        appender.setName("A");
        appender.setClient(client);
        appender.addDestination(collector.destination());
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    @Test
    void theLastOneOutEndsTheClientAndSpeaksForIt() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(
                        Logging.file("", appender("A", "LAST", collector, ""), appender("B", "LAST", collector, "")))) {
            GasAppender first = (GasAppender) logging.context.getLogger("ROOT").getAppender("A");
            GasAppender last = (GasAppender) logging.context.getLogger("ROOT").getAppender("B");
            ConcurrentLinkedQueue<Object> origins = new ConcurrentLinkedQueue<>();
            logging.context.getStatusManager().add(status -> origins.add(status.getOrigin()));

            first.stop();
            logging.logger().info("one");

            assertThat(collector.awaitLines(1)).containsExactly("one");
            assertThat(first.isStarted()).isFalse();
            collector.goDown(Ending.RESET);
            await().atMost(PATIENCE).until(() -> origins.contains(last));
            collector.listen();
            last.stop();
            await().atMost(PATIENCE).until(() -> Logging.running("LAST").isEmpty());
            assertThat(origins).doesNotContain(first);
        }
    }

    @Test
    void aTenantThatComesAtOnceTakesTheClientOfTheLastOne() {
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(Logging.file("", appender("A", "KEPT", collector, "")))) {
            for (int i = 0; i < 3; i++) {
                logging.logger().info("event " + i);
                logging.appender().stop();
                logging.appender().start();
            }
            logging.logger().info("last");

            assertThat(collector.awaitLines(4)).endsWith("last");
            assertThat(collector.accepted()).isEqualTo(1);
            assertThat(Logging.running("KEPT")).hasSize(1);
        }
    }

    @Test
    void aThousandTenantsStart() {
        List<GasAppender> tenants = new ArrayList<>();
        try (Collector collector = Collector.up();
                Logging logging = Logging.of(Logging.file(""))) {
            for (int i = 0; i < TENANTS; i++) {
                GasAppender tenant = new GasAppender();
                tenant.setContext(logging.context);
                tenant.setName("tenant-" + i);
                tenant.setClient("TENANTS");
                tenant.addDestination(collector.destination());
                tenant.setEncoder(ScriptedEncoder.doing(message -> {}));
                tenant.start();
                tenants.add(tenant);
            }
            assertThat(tenants).allMatch(GasAppender::isStarted);
            assertThat(Logging.running("TENANTS")).hasSize(1);

            tenants.forEach(tenant -> tenant.doAppend(Logging.event(tenant.getName())));

            assertThat(collector.awaitLines(TENANTS)).hasSize(TENANTS);
            assertThat(collector.accepted()).isEqualTo(1);
        }
        assertThat(Logging.running("TENANTS")).isEmpty();
    }

    private static String appender(String name, String client, Collector collector, String further) {
        return Logging.appender(
                name,
                "<client>" + client + "</client><destination>" + collector.destination() + "</destination>"
                        + Logging.MESSAGE_ONLY + further);
    }
}
