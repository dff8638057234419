// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gas4j.core.fixtures.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Questions past the JVM's cache, when the addresses that the JVM knows do not help. */
@EnabledOnOs(OS.LINUX) // others have one loopback address
class ConnectorFallbackTest extends ConnectorRig {
    @Test
    void anAddressMayStillAnswerIfThereIsNoThreadForTheQuestion() throws IOException {
        known = host -> addresses(SILENT);
        Connector connector = connector();
        assertThat(poll(connector, 0)).isNull();
        hasNoThread = true;

        assertThat(poll(connector, STAGGER)).isNull();

        assertThat(defects).singleElement().isInstanceOf(OutOfMemoryError.class);
        assertThat(sockets()).isEqualTo(1);
    }

    @Test
    void aStaleAddressDoesNotKeepTheClientFromTheNewOne() throws IOException {
        known = host -> addresses(REFUSING);
        fresh = host -> addresses(REFUSING, GOOD);
        Connector connector = connector();

        untilConnected(connector, 0);
        assertThat(notices).singleElement().asString().startsWith("connected to 127.0.0.2, an address that");

        connector.begin(TIMEOUT);
        untilConnected(connector, TIMEOUT);
        assertThat(notices).as("told once").hasSize(1);

        known = host -> addresses(GOOD);
        connector.begin(2 * TIMEOUT);
        untilConnected(connector, 2 * TIMEOUT);
        known = host -> addresses(REFUSING);
        connector.begin(3 * TIMEOUT);
        untilConnected(connector, 3 * TIMEOUT);
        assertThat(notices).as("told anew after the JVM has known it").hasSize(2);
    }

    @Test
    void aSilentAddressDoesNotKeepTheClientFromTheNewOneForLong() throws IOException {
        known = host -> addresses(SILENT);
        fresh = host -> addresses(GOOD);
        Connector connector = connector();
        assertThat(poll(connector, 0)).isNull();
        assertThat(connector.deadline()).isEqualTo(STAGGER);
        assertThat(askedAfresh).isEmpty();

        untilConnected(connector, STAGGER);
    }

    @Test
    void aNameThatIsUnknownToTheJvmIsAskedForPastItsCache() throws IOException {
        known = host -> {
            throw new UnknownHostException(host);
        };
        assertThatThrownBy(() -> connector().poll(0)).hasMessage("collector (the name servers do not know it either)");

        fresh = host -> addresses(GOOD);
        untilConnected(connector(), 0);
    }

    @Test
    void nothingIsAskedPastTheCacheIfThatIsSwitchedOff() {
        known = host -> addresses(REFUSING);
        fresh = host -> addresses(GOOD);
        Connector connector = connector(false);

        Await.until("it fails", () -> fails(connector));
        assertThat(askedAfresh).isEmpty();
    }

    @Test
    void aNameServerWithoutAnAnswerChangesNothing() {
        known = host -> {
            throw new UnknownHostException(host);
        };
        fresh = host -> {
            throw new IllegalStateException("no answer");
        };
        assertThatThrownBy(() -> connector().poll(0)).hasMessage("collector");

        fresh = host -> new InetAddress[0];
        assertThatThrownBy(() -> connector().poll(0)).hasMessage("collector");
    }

    @Test
    void anAnswerIsAwaitedForHalfASecondAndThenUsedByTheNextAttempt() throws IOException {
        fresh = host -> addresses(GOOD);
        known = host -> addresses(SILENT);
        Connector connector = connector();
        assertThat(poll(connector, 0)).isNull();
        holdsFresh = true;
        assertThat(poll(connector, STAGGER)).isNull();
        assertThat(connector.deadline()).isEqualTo(TIMEOUT);
        assertThatThrownBy(() -> connector.poll(TIMEOUT)).hasMessageContaining("connectTimeout (127.0.0.1)");

        holdsFresh = false;
        known = host -> {
            throw new UnknownHostException(host);
        };
        connector.begin(TIMEOUT);
        assertThat(poll(connector, TIMEOUT)).isNull();
        assertThat(connector.deadline()).isEqualTo(TIMEOUT + FRESH_WAIT);
        assertThatThrownBy(() -> connector.poll(TIMEOUT + FRESH_WAIT)).isInstanceOf(UnknownHostException.class);

        held.remove().run();
        connector.begin(2 * TIMEOUT);
        untilConnected(connector, 2 * TIMEOUT);
        assertThat(askedAfresh).hasSize(1);
    }

    @Test
    void anAnswerIsUsedAtOnce() throws IOException {
        known = host -> addresses(SILENT);
        fresh = host -> addresses(GOOD);
        Connector connector = connector();
        poll(connector, 0);
        holdsFresh = true;
        poll(connector, STAGGER);
        held.remove().run();

        assertThat(connector.deadline()).as("due now").isZero();
        untilConnected(connector, STAGGER);
    }
}
