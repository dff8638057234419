// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static io.github.gas4j.core.internal.sender.Exchange.pass;
import static io.github.gas4j.core.internal.sender.Exchange.untilLost;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.Delivery;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.LocalPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each delivery does over a Unix domain socket. */
@EnabledOnOs(OS.LINUX)
class LocalSocketTest {
    private LocalPeer peer;
    private SenderRig rig;

    @BeforeEach
    void begin(@TempDir Path directory) throws IOException {
        peer = new LocalPeer(directory.resolve("socket"));
        rig = rig(Delivery.REPLAY);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private SenderRig rig(Delivery delivery) {
        return new SenderRig(GasConfig.builder()
                .option("destination", peer.destination())
                .option("bufferSize", "256KiB")
                .option("delivery", delivery.name())
                .build());
    }

    private void rigWith(Delivery delivery) throws IOException {
        rig.close();
        rig = rig(delivery);
    }

    private LocalPeer.Link connect() throws IOException {
        rig.until(CONNECTED);
        return peer.accept();
    }

    private void send(LocalPeer.Link link, String event) throws IOException {
        long written = rig.counters.snapshot().written();
        rig.offer(event);
        rig.untilWritten(written + 1);
        assertThat(link.read(event.length() + 1)).isEqualTo(event + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfAnIdleConnectionIsNoFailureAndRepeatsNothing(Delivery delivery) throws IOException {
        rigWith(delivery);
        try (LocalPeer.Link first = connect()) {
            send(first, "a-1");
            pass(rig, Duration.ofSeconds(1));
        }

        untilLost(rig);
        send(connect(), "a-2");

        assertThat(rig.counters.snapshot().released()).isGreaterThanOrEqualTo(1);
        assertThat(rig.counters.snapshot().replayed()).isZero();
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.heard.warnings).isEmpty();
        rig.assertAccounts();
    }

    @Test
    void anEndProvesThatEverythingWasReadWhileEventsFlow() throws IOException {
        try (LocalPeer.Link first = connect()) {
            pass(rig, Duration.ofSeconds(2));
            send(first, "a-1");
            pass(rig, Duration.ofSeconds(1));
            send(first, "a-2");
            pass(rig, Duration.ofMillis(500));
        }

        untilLost(rig);
        rig.advance(Duration.ofSeconds(1));

        assertThat(connect().read(4)).as("all but the last second").isEqualTo("a-2\n");
        assertThat(rig.counters.snapshot().replayed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"REPLAY", "CONFIRMED"})
    void whatACollectorLeavesUnreadWhenItDiesIsWrittenAgain(Delivery delivery) throws IOException {
        rigWith(delivery);
        try (LocalPeer.Link first = connect()) {
            pass(rig, Duration.ofSeconds(2));
            rig.offer("a-1", "a-2");
            rig.untilWritten(2);
            assertThat(first.read(4)).isEqualTo("a-1\n");
            pass(rig, Duration.ofMillis(900));
        }

        untilLost(rig);
        rig.advance(Duration.ofSeconds(1));

        assertThat(connect().read(8)).isEqualTo("a-1\na-2\n");
        assertThat(rig.heard.warnings).isNotEmpty();
        rig.assertAccounts();
    }

    /** The arm that shows what the one above is for. */
    @Test
    void whatACollectorLeavesUnreadIsLostWithNone() throws IOException {
        rigWith(Delivery.NONE);
        try (LocalPeer.Link first = connect()) {
            rig.offer("a-1", "a-2");
            rig.untilWritten(2);
            assertThat(first.read(4)).isEqualTo("a-1\n");
        }

        untilLost(rig);
        rig.advance(Duration.ofSeconds(1));

        send(connect(), "a-3");
    }

    @Test
    void whatWasReadAMinuteAgoIsReleasedAndWhatWasNotIsKept() throws IOException {
        LocalPeer.Link link = connect();
        int events = rig.fill(1_000) / 2;
        rig.untilWritten(60);
        link.read(60 * 1_001);
        for (int i = 0; i < 70; i++) {
            pass(rig, Duration.ofSeconds(1));
        }
        long released = rig.counters.snapshot().released();
        assertThat(released).as("of %s", events).isPositive();

        for (int i = 0; i < 70; i++) {
            pass(rig, Duration.ofSeconds(1)); // the writes since then have not been read
        }
        assertThat(rig.counters.snapshot().released())
                .isLessThan(rig.counters.snapshot().written());
        rig.assertAccounts();
    }

    @Test
    void aCollectorThatHangsKeepsItsConnectionUntilTheWriteTimeout() throws IOException {
        LocalPeer.Link link = connect();
        rig.fill(1_000);
        rig.untilBlocked();
        for (int i = 0; i < 28; i++) {
            pass(rig, Duration.ofSeconds(1));
        }
        assertThat(rig.counters.connections()).isEqualTo(1);
        assertThat(rig.counters.snapshot().lastError()).isEmpty();

        for (int i = 0; i < 4; i++) {
            pass(rig, Duration.ofSeconds(1));
        }

        assertThat(rig.counters.snapshot().lastError()).contains("writeTimeout");
        link.close();
    }

    @Test
    void aRotationOverTheSamePathConfirms() throws IOException {
        rigWith(Delivery.CONFIRMED);
        LocalPeer.Link first = connect();
        send(first, "a-1");
        pass(rig, Duration.ofSeconds(5));
        pass(rig, Duration.ofMillis(50));
        LocalPeer.Link second = peer.accept();
        rig.until(() -> {
            rig.advance(Duration.ofMillis(10));
            return isEnded(first);
        });
        assertThat(rig.counters.snapshot().released()).isZero();
        first.close();
        rig.until(() -> {
            rig.advance(Duration.ofMillis(1));
            return rig.counters.snapshot().released() == 1;
        });

        send(second, "a-2");
        assertThat(rig.heard.warnings).isEmpty();
    }

    private static boolean isEnded(LocalPeer.Link link) {
        try {
            return link.isEnded();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void aSocketThatIsMadeAnewIsFoundAndTheCauseIsToldBefore() throws IOException {
        LocalPeer.Link first = connect();
        peer.refuse();
        first.close();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(10));
        rig.until(() -> rig.counters.snapshot().lastError().contains("nothing listens on the socket"));
        assertThat(rig.heard.warnings.toString()).contains("no connection to " + peer.destination());

        peer.close();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(10));
        rig.until(() -> rig.counters.snapshot().lastError().contains("the file of the socket does not exist"));

        Path file = Path.of(peer.destination().substring("unix:".length()));
        assertThat(Files.exists(file)).isFalse();
        peer = new LocalPeer(file);
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(10));
        rig.offer("a-1");
        assertThat(connect().read(4)).isEqualTo("a-1\n");
    }

    @Test
    void saysNothingOfWhatCannotBeSeen() throws IOException {
        connect();
        assertThat(rig.heard.news).noneMatch(line -> line.contains("cannot"));
        assertThat(Bytes.frames(rig.buffer())).isEmpty();
    }
}
