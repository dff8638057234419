// SPDX-License-Identifier: MIT
package io.github.gas4j.it.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.gas4j.socket.GasSocketFactory;
import io.github.gas4j.testkit.RestartableServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import javax.net.SocketFactory;
import org.apache.commons.net.echo.EchoTCPClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Apache Commons Net's echo client, which knows nothing of reconnecting, across restarts of its server. */
@Timeout(60)
class ForeignClientIT {

    private static void echo(Socket connection) throws IOException {
        connection.getInputStream().transferTo(connection.getOutputStream());
    }

    private static EchoTCPClient connected(SocketFactory factory, RestartableServer server) throws IOException {
        EchoTCPClient client = new EchoTCPClient();
        client.setSocketFactory(factory);
        client.setDefaultTimeout(20_000);
        client.connect(server.address().getAddress(), server.address().getPort());
        return client;
    }

    private static String echoed(EchoTCPClient client, String words) throws IOException {
        byte[] bytes = words.getBytes(UTF_8);
        client.getOutputStream().write(bytes);
        return read(client, bytes.length);
    }

    private static String read(EchoTCPClient client, int count) {
        try {
            return new String(client.getInputStream().readNBytes(count), UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void commonsNetGoesOnAcrossRestarts() throws Exception {
        try (RestartableServer server = RestartableServer.up(ForeignClientIT::echo)) {
            EchoTCPClient client = connected(new GasSocketFactory(), server);
            for (int restart = 0; restart < 3; restart++) {
                String request = "request " + restart;
                assertThat(echoed(client, request)).isEqualTo(request);
                int connections = server.connections();
                CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> read(client, request.length()));

                server.goDown();
                server.comeUp();
                // whoever reads notices the restart; what is written before that is lost, as on any TCP connection
                await().until(() -> server.connections() > connections);
                client.getOutputStream().write(request.getBytes(UTF_8));

                assertThat(answer.get()).isEqualTo(request);
            }
            assertThat(server.connections()).isEqualTo(4);
            assertThat(client.getSoTimeout())
                    .as("the library's own option, on the last connection")
                    .isEqualTo(20_000);
            client.disconnect();
        }
    }

    @Test
    void commonsNetFailsAtTheFirstRestartWithAPlainSocket() throws Exception {
        try (RestartableServer server = RestartableServer.up(ForeignClientIT::echo)) {
            EchoTCPClient client = connected(SocketFactory.getDefault(), server);
            assertThat(echoed(client, "before")).isEqualTo("before");

            server.goDown();
            server.comeUp();

            assertThatThrownBy(() -> echoed(client, "after"))
                    .isInstanceOfAny(IOException.class, UncheckedIOException.class);
            client.disconnect();
        }
    }
}
