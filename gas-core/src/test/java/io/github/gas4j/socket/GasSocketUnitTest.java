// SPDX-License-Identifier: MIT
package io.github.gas4j.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.BlockingServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A unit is whole or the last of its connection, also where the system's socket would write it in pieces. */
@Timeout(60)
class GasSocketUnitTest {
    private static final int WRITES = 2_000;

    private final AtomicBoolean isFirst = new AtomicBoolean(true);
    private final CompletableFuture<Caller> other = new CompletableFuture<>();
    private volatile HookedSocket.Hook inTheMiddleOfTheFirst = moment -> {};
    private BlockingServer server;
    private GasSocket client;
    private Socket first;

    @BeforeEach
    void connect() throws IOException {
        server = BlockingServer.up();
        client = new GasSocket(this::socket, InetAddress::getAllByName, System::nanoTime);
        client.connect(server.address());
        client.setRetryInterval(Duration.ofMillis(1));
        first = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private Socket socket() {
        return new HookedSocket(moment -> {
            if (moment == HookedSocket.Moment.HALF_WRITTEN && isFirst.compareAndSet(true, false)) {
                inTheMiddleOfTheFirst.at(moment);
            }
        });
    }

    private void write(String unit) throws IOException {
        client.getOutputStream().write(unit.getBytes(UTF_8));
    }

    private void beginAnother() {
        other.complete(Caller.of(() -> write("bbbb")).awaitWaiting());
    }

    private static String read(Socket connection, int count) throws IOException {
        return new String(BlockingServer.read(connection, count), UTF_8);
    }

    @Test
    void noUnitComesBetweenTheHalvesOfAnother() throws IOException {
        inTheMiddleOfTheFirst = moment -> beginAnother();

        write("aaaa");

        assertThat(read(first, 8)).isEqualTo("aaaabbbb");
        other.join().succeeds();
    }

    @Test
    void nothingFollowsHalfAUnitThatFailed() throws IOException {
        inTheMiddleOfTheFirst = moment -> {
            beginAnother();
            throw new IOException("in the middle of it");
        };

        write("aaaa");

        assertThat(new String(first.getInputStream().readAllBytes(), UTF_8)).isEqualTo("aa");
        other.join().succeeds();
        assertThat(read(server.accept(), 8)).isIn("aaaabbbb", "bbbbaaaa");
    }

    @Test
    void nothingFollowsHalfAUnitThatWasTornByAnotherFailure() throws IOException {
        inTheMiddleOfTheFirst = moment -> {
            beginAnother();
            throw new IllegalStateException("in the middle of it");
        };

        assertThatThrownBy(() -> write("aaaa")).hasMessage("in the middle of it");

        assertThat(new String(first.getInputStream().readAllBytes(), UTF_8)).isEqualTo("aa");
        other.join().succeeds();
        assertThat(read(server.accept(), 4)).isEqualTo("bbbb");
    }

    @Test
    void writerThatFailsAfterTheOutputWasShutDownLeavesTheConnectionToReaders() throws IOException {
        inTheMiddleOfTheFirst = moment -> client.shutdownOutput();

        assertThatThrownBy(() -> write("aaaa")).isInstanceOf(IOException.class);

        assertThat(new String(first.getInputStream().readAllBytes(), UTF_8)).isEqualTo("aa");
        first.getOutputStream().write('!');
        assertThat(client.getInputStream().read()).isEqualTo('!');
    }

    @Test
    void writingAllocatesNothing() throws Exception {
        byte[] unit = new byte[16];
        try (GasSocket plain = GasSocket.connect(server.host(), server.port())) {
            OutputStream out = plain.getOutputStream();
            write(out, unit);
            allocatedByThisThread();

            long before = allocatedByThisThread();
            write(out, unit);
            long allocated = allocatedByThisThread() - before;

            assertThat(allocated).as("bytes, the measurement's own included").isLessThan(8L * WRITES);
        }
    }

    private static void write(OutputStream out, byte[] unit) throws IOException {
        for (int i = 0; i < WRITES; i++) {
            out.write(unit);
        }
    }

    /** By the bean's name, for its type is not one of this module's. */
    private static long allocatedByThisThread() throws JMException {
        Object[] thread = {Thread.currentThread().getId()};
        return (long) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                        "getThreadAllocatedBytes",
                        thread,
                        new String[] {"long"});
    }
}
