// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.Await;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Several addresses of one name, and what becomes of each. */
@EnabledOnOs(OS.LINUX) // others have one loopback address
class ConnectorAddressesTest extends ConnectorRig {
    @Test
    void theNextAddressBeginsAQuarterOfASecondLater() throws IOException {
        Connector connector = connector();
        assertThat(poll(connector, 0)).isNull();
        assertThat(connector.deadline()).isEqualTo(STAGGER);
        assertThat(poll(connector, STAGGER - 1)).isNull();
        assertThat(sockets()).as("one at a time, until then").isEqualTo(1);

        untilConnected(connector, STAGGER);

        assertThat(sockets()).as("the loser is closed").isEqualTo(1);
        assertThat(opened.get(0).connectNanos()).as("its own time").isZero();
        assertThat(askedAfresh).isEmpty();
    }

    @Test
    void theNextAddressBeginsAtOnceWhenOneRefuses() throws IOException {
        known = host -> addresses(REFUSING, GOOD);

        untilConnected(connector(), 0);
    }

    @Test
    void aHandshakeThatDoesNotEndIsNoConnection() throws IOException {
        try (ServerSocket endless = new ServerSocket()) {
            endless.bind(new InetSocketAddress(ENDLESS, silent.port()));
            known = host -> addresses(ENDLESS, GOOD);
            Connector connector = connector();
            assertThat(poll(connector, 0)).isNull();
            Socket accepted = endless.accept();
            assertThat(poll(connector, STAGGER - 1)).isNull();

            untilConnected(connector, STAGGER);

            assertThat(accepted.getInputStream().read())
                    .as("closed, and nothing was written")
                    .isEqualTo(-1);
            accepted.close();
        }
    }

    @Test
    void eachAddressHasItsOwnTimeAndIsNamedInTheFailure() throws IOException {
        known = host -> addresses(SILENT, REFUSING);
        Connector connector = connector(false);
        assertThat(poll(connector, 0)).isNull();
        Await.until("the second one fails", () -> {
            poll(connector, STAGGER);
            return connector.deadline() == TIMEOUT && sockets() == 1;
        });

        assertThatThrownBy(() -> connector.poll(TIMEOUT))
                .hasMessage("connecting took longer than connectTimeout (127.0.0.1)")
                .satisfies(failure -> assertThat(failure.getSuppressed()[0]).hasMessageContaining(REFUSING));
        assertThat(sockets()).isZero();
    }

    @Test
    void anAbortClosesAllSockets() {
        known = host -> addresses(SILENT, "127.0.0.1", GOOD);
        Connector connector = connector();
        poll(connector, 0);
        connector.abort();
        assertThat(sockets()).isZero();

        connector.begin(STAGGER);
        assertThat(poll(connector, STAGGER))
                .as("begins with the first address again")
                .isNull();
        connector.begin(TIMEOUT);
        assertThat(sockets()).as("a new attempt ends the one before").isZero();
    }
}
