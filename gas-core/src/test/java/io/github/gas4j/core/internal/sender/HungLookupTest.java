// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTING;
import static io.github.gas4j.core.DropReason.RETRIES_EXHAUSTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a name service that does not answer for one name keeps the client from, and what not. */
class HungLookupTest {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final Peer peer = new Peer();
    private final SenderRig rig = new SenderRig(peer, options -> options.option("maxRetries", "0"));

    @BeforeEach
    void hang() {
        rig.lookupsHang = true;
        rig.offer("event");
        rig.until(CONNECTING);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private void goTo(String host) {
        rig.requests.reconfigure(SenderRig.config(
                peer,
                options ->
                        options.option("destination", host + ":" + peer.port()).option("maxRetries", "0")));
        rig.step();
    }

    private void waitInVain() {
        assertThat(rig.sleep()).isEqualTo(CONNECT_TIMEOUT);
        rig.advance(CONNECT_TIMEOUT);
        rig.until(BACKING_OFF);
        rig.step(); // drops what has waited through enough failures
    }

    @Test
    void anAddressIsConnectedToAtOnce() throws IOException {
        goTo("127.0.0.1");

        assertThat(rig.connect(peer).readLine()).isEqualTo("event\n");
        assertThat(rig.hung).as("lookups").hasSize(1);
    }

    @Test
    void anotherNameIsLookedUpMeanwhile() throws IOException {
        rig.lookupsHang = false;
        goTo("another");

        assertThat(rig.connect(peer).readLine()).isEqualTo("event\n");
    }

    @Test
    void anAttemptThatWaitedForItsLookupIsARetry() {
        goTo("another");

        waitInVain();

        assertThat(rig.counters.snapshot().lastError()).isEqualTo("looking up another took longer than connectTimeout");
        assertThat(rig.counters.failedAttempts()).isEqualTo(1);
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(1);
    }

    @Test
    void anAttemptThatCouldNotBeginIsNoRetry() throws IOException {
        goTo("another");
        goTo("a-third");

        waitInVain();

        assertThat(rig.counters.snapshot().lastError())
                .isEqualTo("looking up a-third could not begin, because lookups of other names do not end");
        assertThat(rig.heard.warnings).hasSize(1);
        assertThat(rig.counters.failedAttempts())
                .as("which is what a flush waits for")
                .isEqualTo(1);
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isZero();

        rig.lookupsHang = false;
        rig.hung.remove().run();
        rig.advance(CONNECT_TIMEOUT);
        assertThat(rig.connect(peer).readLine()).isEqualTo("event\n");
    }

    @Test
    void theFirstAttemptThatBeginsAfterwardsCounts() {
        goTo("another");
        goTo("a-third");
        waitInVain();
        rig.hung.remove().run();

        rig.advance(CONNECT_TIMEOUT);
        rig.until(CONNECTING);
        waitInVain();

        assertThat(rig.counters.failedAttempts()).isEqualTo(2);
        assertThat(rig.dropped(RETRIES_EXHAUSTED)).isEqualTo(1);
    }
}
