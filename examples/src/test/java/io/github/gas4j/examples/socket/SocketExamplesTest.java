// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.socket.GasSocket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SocketExamplesTest {
    private final List<String> log = new CopyOnWriteArrayList<>();

    @Test
    void helloGoesOnAfterARebootAndGivesUpWhenTheServerStaysDown() throws Exception {
        try (LineServer server = LineServer.up();
                GasSocket socket = GasSocket.connect(server.host(), server.port())) {
            Thread client = new Thread(() -> {
                try {
                    new Hello(socket, Duration.ofMillis(1), log::add).untilItGivesUp();
                } catch (Exception failed) {
                    log.add("failed: " + failed);
                }
            });
            client.start();
            await().until(() -> server.lines() > 0);
            server.goDown();
            server.comeUp();
            long before = server.lines();
            await().until(() -> server.lines() > before);

            socket.setMaxRetries(3);
            server.goDown();
            client.join();
        }

        assertThat(log).startsWith("client says hello!").noneMatch(line -> line.startsWith("failed"));
        assertThat(log.get(log.size() - 1)).startsWith("client gave up, reached retry limit");
    }

    @Test
    void clientWritesThroughRandomCrashesUntilTheServerStaysDown() throws Exception {
        long written = new RandomCrashes(new Random(9), 3, Duration.ofMillis(100), log::add).run();

        assertThat(written).isPositive();
        assertThat(log).contains("server up", "server down", "server down for good");
        assertThat(log).filteredOn("server up"::equals).hasSize(3);
        assertThat(log).anyMatch(line -> line.startsWith("client leaving, reached retry limit"));
        assertThat(log.get(log.size() - 1)).startsWith("server has received ");
    }

    @Test
    void throughputIsComparedForEachSizeOfUnit() throws Exception {
        new Throughput(3, 2, log::add).measure(64, 1_024);

        assertThat(log).hasSize(4);
        assertThat(log.get(2)).matches(" +64 [|] +\\d+ [|] +\\d+\\.\\d{3} .*");
        assertThat(log.get(3)).startsWith("      1024 |");
    }
}
