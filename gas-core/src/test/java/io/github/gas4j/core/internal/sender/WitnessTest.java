// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the witness is called, and that its loss harms nothing before the connection has ended; stepped without a thread. */
class WitnessTest {
    private ConfirmRig confirm = new ConfirmRig();
    private SenderRig rig = confirm.rig;

    @AfterEach
    void close() throws IOException {
        confirm.close();
    }

    private void rigWith(ConfirmRig other) throws IOException {
        confirm.close();
        confirm = other;
        rig = other.rig;
    }

    @Test
    void theWitnessGoesToTheVeryAddressOfTheConnection() throws IOException {
        InetAddress[] addresses = {InetAddress.getAllByName("127.0.0.2")[0], InetAddress.getAllByName("127.0.0.1")[0]};
        rig.names = host -> addresses;
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(addresses[0], confirm.peer.port()));

            confirm.rotate(first);

            assertThat(confirm.released()).isEqualTo(1);
        }
    }

    @Test
    void aWitnessThatIsRefusedLeavesTheConnectionAsItIs() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        confirm.peer.refuse();

        rig.advance(ConfirmRig.INTERVAL);
        for (int i = 0; i < 5; i++) {
            rig.step();
        }
        confirm.send("two");

        assertThat(first.read(8)).isEqualTo("one\ntwo\n");
        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
        assertThat(confirm.released()).isZero();
    }

    @Test
    void aWitnessThatIsClosedAtOnceLeavesTheConnectionAsItIs() throws IOException {
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        rig.advance(ConfirmRig.INTERVAL);
        rig.step();

        confirm.peer.accept().close();
        rig.awaitNews();
        for (int i = 0; i < 5; i++) {
            rig.step();
        }
        confirm.send("two");

        assertThat(first.read(8)).isEqualTo("one\ntwo\n");
        assertThat(rig.selector.keys()).as("connections that are open").hasSize(1);
        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
        assertThat(confirm.released()).isZero();
    }

    @Test
    void aWitnessLostBeforeAFrameBoundaryLeavesTheConnectionAsItIs() throws IOException {
        rigWith(new ConfirmRig(options -> options.option("bufferSize", "4MiB")));
        Peer.Link first = rig.connect(confirm.peer);
        int events = rig.fill(1_000);
        rig.untilBlocked();
        Peer.Link witness = confirm.callWitness();

        witness.close();
        rig.awaitNews();
        StringBuilder received = new StringBuilder();
        rig.until(() -> {
            received.append(first.readAvailable());
            return received.length() >= events * 1_001;
        });

        assertThat(rig.counters.connections()).isEqualTo(1);
        assertThat(rig.counters.snapshot().replayed()).isZero();
        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
    }

    @Test
    void aWitnessLostAfterTheFooterDoesNotPutMoreBehindIt() throws IOException {
        rigWith(new ConfirmRig(options -> options.footer(Bytes.of("</log>"))));
        Peer.Link first = rig.connect(confirm.peer);
        confirm.send("one");
        Peer.Link witness = confirm.callWitness();
        StringBuilder received = new StringBuilder();
        while (!received.toString().endsWith("</log>\n")) {
            received.append(first.readAvailable()); // stops between the footer and the end of the stream
            if (!received.toString().endsWith("</log>\n")) {
                rig.step();
            }
        }

        witness.close();
        rig.awaitNews();
        rig.offer("two");
        confirm.steps();
        received.append(first.readAvailable());

        assertThat(received).hasToString("one\n</log>\n");
    }
}
