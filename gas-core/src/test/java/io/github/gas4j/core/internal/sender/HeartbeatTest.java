// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static io.github.gas4j.core.internal.sender.Exchange.pass;
import static io.github.gas4j.core.internal.sender.Exchange.send;
import static io.github.gas4j.core.internal.sender.Exchange.untilLost;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written to an idle connection, what that changes, and what an idle cut costs with and without it. */
class HeartbeatTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Peer peer = new Peer(4_096);
    private SenderRig rig = rig(options -> options);

    private SenderRig rig(UnaryOperator<GasConfigBuilder> options) {
        return new SenderRig(
                peer,
                builder ->
                        options.apply(builder.option("heartbeatInterval", "10s").option("heartbeat", "hb")));
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private void rigWith(UnaryOperator<GasConfigBuilder> options) throws IOException {
        rig.close();
        rig = rig(options);
    }

    private void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            pass(rig, SECOND);
        }
    }

    @Test
    void isWrittenOnceNothingWasWrittenForSoLong() throws IOException {
        Peer.Link link = rig.connect(peer);
        passSeconds(9);
        send(rig, link, "a-1");
        passSeconds(9);
        assertThat(link.readAvailable()).isEmpty();

        for (int i = 0; i < 3; i++) {
            pass(rig, SECOND);
            assertThat(link.read(3)).isEqualTo("hb\n");
            passSeconds(9);
            assertThat(link.readAvailable()).isEmpty();
        }
        assertThat(rig.counters.snapshot().offered()).isEqualTo(1);
        assertThat(rig.counters.snapshot().written()).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void theSenderSleepsUntilItIsDue() throws IOException {
        rig.connect(peer);
        assertThat(rig.sleep()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));

        passSeconds(10);

        assertThat(rig.sleep()).as("a look at what is acknowledged").isLessThanOrEqualTo(SECOND);
        passSeconds(2);
        assertThat(rig.sleep()).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "NEWLINE, hb, \"hb\n\"",
                "NEWLINE, \"\", \"\n\"",
                "CRLF, \"\", \"\r\n\"",
                "NUL, hb, \"hb\0\"",
                "OCTET_COUNTING, hb, 2 hb",
                "LENGTH_PREFIX, \"\", \"\0\0\0\0\"",
                "NONE, hb, hb",
            })
    void isFramedAsEventsAre(String framing, String text, String frame) throws IOException {
        rigWith(options -> options.option("framing", framing).option("heartbeat", text));
        Peer.Link link = rig.connect(peer);
        passSeconds(10);

        assertThat(link.read(frame.length())).isEqualTo(frame);
        assertThat(link.readAvailable()).isEmpty();
    }

    @Test
    void standsNeverWithinAFrame() throws IOException {
        rigWith(options -> options.option("bufferSize", "4MiB").option("maxEventSize", "1MiB"));
        Peer.Link link = rig.connect(peer);
        String large = Bytes.event(1, 1_000_000);
        rig.offer(large);
        rig.untilBlocked();
        passSeconds(20);

        StringBuilder read = new StringBuilder();
        rig.until(() -> {
            read.append(link.readAvailable());
            return read.length() > 1_000_000;
        });

        assertThat(read.toString()).isEqualTo(large + "\n");
        passSeconds(10);
        assertThat(link.read(3)).isEqualTo("hb\n");
    }

    @Test
    void hindersNoRelease() throws IOException {
        rigWith(options -> options.option("heartbeatInterval", "1s"));
        Peer.Link link = rig.connect(peer);
        send(rig, link, "a-1");
        send(rig, link, "a-2");
        passSeconds(58);
        assertThat(rig.counters.snapshot().released()).isZero();
        link.readAvailable();

        passSeconds(4);

        assertThat(rig.counters.snapshot().released()).isEqualTo(2);
    }

    @Test
    void anEndSoonAfterOneIsThatOfAnIdleConnection() throws IOException {
        Peer.Link link = rig.connect(peer);
        send(rig, link, "a-1");
        passSeconds(10);
        assertThat(link.read(3)).isEqualTo("hb\n");
        pass(rig, Duration.ofMillis(100));
        link.close();

        untilLost(rig);
        send(rig, rig.connect(peer), "a-2");

        assertThat(rig.counters.snapshot().replayed()).isZero();
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.heard.warnings).isEmpty();
    }

    @Test
    void aRotationGoesOnAndConfirmsNoMoreThanEvents() throws IOException {
        rigWith(options -> options.option("delivery", "CONFIRMED").option("heartbeatInterval", "2s"));
        Peer.Link first = rig.connect(peer);
        send(rig, first, "a-1");
        passSeconds(4);
        assertThat(first.read(6)).isEqualTo("hb\nhb\n");
        passSeconds(1);
        pass(rig, Duration.ofMillis(50));
        Peer.Link second = peer.accept();
        rig.until(() -> {
            rig.advance(Duration.ofMillis(10));
            return rig.counters.connections() == 2;
        });
        assertThat(first.readToEndAfter(() -> pass(rig, Duration.ofMillis(1)))).isEmpty();
        first.close();
        rig.until(() -> {
            rig.advance(Duration.ofMillis(1));
            return rig.counters.snapshot().released() == 1;
        });

        passSeconds(2);
        assertThat(second.read(3)).isEqualTo("hb\n");
        passSeconds(20);
        assertThat(rig.counters.connections()).as("nothing to confirm").isEqualTo(2);
        assertThat(rig.counters.snapshot().written()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "REPLAY, 60, true",
        "REPLAY, 60, false",
        "REPLAY, 350, true",
        "REPLAY, 350, false",
        "NONE, 60, true",
        "NONE, 350, false"
    })
    void anIdleCutCostsNothingAndRepeatsNothing(String delivery, int seconds, boolean fin) throws IOException {
        rigWith(options -> options.option("delivery", delivery)
                .option("heartbeatInterval", "off")
                .option("heartbeat", ""));
        Peer.Link first = rig.connect(peer);
        send(rig, first, "a-1");
        send(rig, first, "a-2");
        passSeconds(seconds + 1);
        if (fin) {
            first.close();
        } else {
            first.reset();
        }
        rig.awaitNews();
        untilLost(rig);
        rig.advance(SECOND);
        rig.offer("a-3");
        Peer.Link second = rig.connect(peer);

        assertThat(second.read(4)).isEqualTo("a-3\n");
        assertThat(rig.counters.snapshot().replayed()).isZero();
        assertThat(rig.dropped()).isZero();
        rig.assertAccounts();
    }

    /** A balancer that forgets a connection tells nobody: the next event is answered by a reset, and is written again. */
    @Test
    void anEventThatMeetsACutIsWrittenAgain() throws IOException {
        rigWith(options -> options.option("heartbeatInterval", "off").option("heartbeat", ""));
        Peer.Link first = rig.connect(peer);
        send(rig, first, "a-1");
        passSeconds(351);
        rig.offer("a-2");
        rig.untilWritten(2);
        first.reset();

        untilLost(rig);
        rig.advance(SECOND);
        assertThat(rig.connect(peer).read(4)).isEqualTo("a-2\n");
        assertThat(rig.dropped()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"60, 30s", "350, 5m"})
    void aBalancerNeverSeesAnIdleConnection(int cutsAfter, String interval) throws IOException {
        rigWith(options -> options.option("heartbeatInterval", interval));
        Peer.Link link = rig.connect(peer);
        send(rig, link, "a-1");
        int silence = 0;
        for (int i = 0; i < 5 * cutsAfter; i++) {
            pass(rig, SECOND);
            silence = link.readAvailable().isEmpty() ? silence + 1 : 0;
            assertThat(silence).isLessThan(cutsAfter);
        }

        send(rig, link, "a-2");
        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
        assertThat(rig.counters.connections()).isEqualTo(1);
    }
}
