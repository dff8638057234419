// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTED;
import static io.github.gas4j.core.ConnectionState.CONNECTING;
import static io.github.gas4j.core.ConnectionState.NEW;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import io.github.gas4j.core.fixtures.RefusingPort;
import io.github.gas4j.core.internal.buffer.Records;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How the sender finds, keeps and loses a connection, stepped without a thread. */
class SenderConnectionTest {
    private final Peer peer = new Peer(4_096);
    private SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    @Test
    void doesNothingBeforeItsFirstCycle() {
        assertThat(rig.sender.state()).isEqualTo(NEW);
        assertThat(rig.selector.keys()).isEmpty();
    }

    @Test
    void connectsWithoutAnythingToSend() throws IOException {
        rig.connect(peer);

        assertThat(rig.heard.states).containsExactly(CONNECTING, CONNECTED);
        assertThat(rig.counters.connections()).isEqualTo(1);
        assertThat(rig.counters.failedAttempts()).isZero();
        assertThat(rig.heard.warnings).isEmpty();
    }

    @Test
    void sendsWhatWasOfferedBeforeAndAfterItConnected() throws IOException {
        rig.offer("before");
        Peer.Link link = rig.connect(peer);
        rig.offer("after");

        rig.untilWritten(2);

        assertThat(link.read(13)).isEqualTo("before\nafter\n");
        assertThat(rig.counters.snapshot().written()).isEqualTo(2);
        assertThat(rig.counters.snapshot().replayed()).isZero();
        rig.assertAccounts();
    }

    @Test
    void writesAnEventOnlyAfterTheOneWhoseProducerIsStillCopying() throws IOException {
        Peer.Link link = rig.connect(peer);
        long first = rig.buffer().claim(2);
        rig.offer("second");

        rig.step();
        rig.step();
        assertThat(rig.counters.snapshot().written()).isZero();

        rig.buffer().put(first + Records.HEADER_BYTES, Bytes.of("1\n"), 0, 2);
        rig.buffer().records().commit(first, 2);
        rig.untilWritten(2);
        assertThat(link.read(9)).isEqualTo("1\nsecond\n");
    }

    @Test
    void warnsOfAnEventWhoseProducerStopsCopying() throws IOException {
        rig.connect(peer);
        rig.buffer().claim(2);
        rig.step();
        rig.advance(Duration.ofSeconds(10));

        rig.step();
        rig.step();

        assertThat(rig.heard.warnings).singleElement().asString().contains("appending one event");
    }

    @Test
    void backsOffAfterARefusedConnectionAndSaysWhy() throws IOException {
        try (RefusingPort refusing = new RefusingPort()) {
            rig.close();
            rig = new SenderRig(GasConfig.builder()
                    .option("destination", "127.0.0.1:" + refusing.port())
                    .build());

            rig.until(BACKING_OFF);
        }

        assertThat(rig.counters.failedAttempts()).isEqualTo(1);
        assertThat(rig.counters.snapshot().lastError()).isEqualTo("Connection refused (127.0.0.1)");
        assertThat(rig.heard.warnings)
                .singleElement()
                .asString()
                .startsWith("no connection to 127.0.0.1:")
                .contains("Connection refused");
    }

    @Test
    void triesAgainWhenTheBackoffIsOverAndNotBefore() throws IOException {
        rig.resolves = false;
        rig.until(BACKING_OFF);
        assertThat(rig.counters.snapshot().lastError()).isEqualTo("unknown host: collector");
        rig.resolves = true;

        rig.advance(Duration.ofMillis(49));
        rig.step();
        rig.step();
        assertThat(rig.sender.state()).isEqualTo(BACKING_OFF);

        rig.advance(Duration.ofMillis(1));
        rig.connect(peer);
        assertThat(rig.heard.states).containsExactly(CONNECTING, BACKING_OFF, CONNECTING, CONNECTED);
    }

    @Test
    void backsOffForHalfOfTheOutage() {
        rig.resolves = false;
        rig.random = 0.999_999;
        rig.until(BACKING_OFF);
        long began = rig.now;
        for (int i = 0; i < 30; i++) {
            long failures = rig.counters.failedAttempts();
            long half = Duration.ofNanos(rig.now - began).toMillis() / 2;
            long millis = Math.max(100, Math.min(10_000, half));
            rig.advance(Duration.ofMillis(millis - 1));
            rig.step();
            rig.step();
            assertThat(rig.counters.failedAttempts()).isEqualTo(failures);
            rig.advance(Duration.ofMillis(2));
            rig.until(() -> rig.counters.failedAttempts() == failures + 1);
        }
    }

    @Test
    void triesAtOnceWhenAsked() throws IOException {
        rig.resolves = false;
        rig.until(BACKING_OFF);
        rig.resolves = true;

        rig.requests.retryNow();

        rig.connect(peer);
        assertThat(rig.now).isEqualTo(rig.began);
    }

    @Test
    void noticesTheEndOfTheStreamWhileIdle() throws IOException {
        Peer.Link link = rig.connect(peer);

        link.close();
        rig.until(BACKING_OFF);

        assertThat(rig.counters.snapshot().lastError()).isEqualTo("the collector closed the connection");
    }

    @Test
    void noticesTheEndOfTheStreamBeforeItWritesTheNextEvent() throws IOException {
        rig.close();
        rig = new SenderRig(peer, options -> options.option("delivery", "NONE"));
        Peer.Link first = rig.connect(peer);
        first.endOutput();
        rig.awaitNews();
        rig.offer("event");

        rig.step();
        assertThat(rig.sender.state()).isEqualTo(BACKING_OFF);
        assertThat(rig.counters.snapshot().written()).isZero();

        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.connect(peer).readLine()).isEqualTo("event\n");
        assertThat(first.readToEnd()).isEmpty();
    }

    @Test
    void noticesAReset() throws IOException {
        Peer.Link link = rig.connect(peer);

        link.reset();
        rig.until(BACKING_OFF);

        assertThat(rig.counters.snapshot().lastError()).containsIgnoringCase("reset");
        assertThat(rig.counters.failedAttempts()).isEqualTo(1);
    }

    @Test
    void discardsWhatTheCollectorSays() throws IOException {
        Peer.Link link = rig.connect(peer);

        link.write("220 hello\n".repeat(1_000));
        rig.awaitNews();
        rig.offer("event");
        rig.untilWritten(1);

        assertThat(link.readLine()).isEqualTo("event\n");
    }

    @Test
    void replacesAConnectionThatTakesNoByteForTheWriteTimeout() throws IOException {
        rig.close();
        rig = new SenderRig(
                peer, options -> options.option("bufferSize", "4MiB").option("sendBufferSize", "4KiB"));
        rig.connect(peer);
        rig.fill(1_000);
        rig.untilBlocked();

        rig.advance(Duration.ofMillis(29_999));
        rig.step();
        assertThat(rig.sender.state()).isEqualTo(CONNECTED);

        rig.advance(Duration.ofMillis(1));
        rig.step();
        assertThat(rig.sender.state()).isEqualTo(BACKING_OFF);
        assertThat(rig.counters.snapshot().lastError()).contains("writeTimeout");
    }

    @Test
    void doesNotCountIdleTimeTowardsTheWriteTimeout() throws IOException {
        rig.close();
        rig = new SenderRig(
                peer, options -> options.option("bufferSize", "4MiB").option("sendBufferSize", "4KiB"));
        rig.connect(peer);
        rig.advance(Duration.ofMinutes(10));
        rig.fill(1_000);
        rig.untilBlocked();
        rig.advance(Duration.ofSeconds(29));

        rig.step();

        assertThat(rig.sender.state()).isEqualTo(CONNECTED);
    }

    @Test
    void aConnectionThatLivedLongerThanTheWaitBeforeItEndsTheOutage() throws IOException {
        rig.resolves = false;
        rig.random = 0.999_999;
        rig.until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return rig.counters.failedAttempts() == 5;
        });
        rig.resolves = true;
        rig.advance(Duration.ofSeconds(7));
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofSeconds(8)); // the condition above has moved the clock once more
        rig.step();

        link.reset();
        rig.until(BACKING_OFF);

        assertThat(rig.counters.failedAttempts())
                .as("not an attempt that failed")
                .isEqualTo(5);
        rig.advance(Duration.ofMillis(100));
        rig.connect(peer);
    }

    @Test
    void aConnectionThatLivedShorterThanTheWaitBeforeItContinuesTheOutage() throws IOException {
        rig.resolves = false;
        rig.until(BACKING_OFF);
        rig.resolves = true;
        rig.advance(Duration.ofSeconds(7));
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofMillis(6_999));
        rig.step();

        link.reset();
        rig.until(BACKING_OFF);

        assertThat(rig.counters.failedAttempts()).isEqualTo(2);
        assertThat(rig.sleep()).as("a quarter of 14 s").isBetween(Duration.ofMillis(3_400), Duration.ofMillis(3_600));
    }

    @Test
    void aFirstConnectionIsYoungForASecond() throws IOException {
        Peer.Link link = rig.connect(peer);
        rig.advance(Duration.ofSeconds(1));
        rig.step();

        link.reset();
        rig.until(BACKING_OFF);

        assertThat(rig.counters.failedAttempts()).isZero();
    }

    @Test
    void aConnectionThatEndsYoungIsAFailedAttempt() throws IOException {
        rig.random = 0.999_999;
        for (int i = 0; i < 3; i++) {
            rig.connect(peer).close();
            rig.until(BACKING_OFF);
            rig.advance(Duration.ofSeconds(10));
        }

        assertThat(rig.counters.failedAttempts()).isEqualTo(3);
        assertThat(rig.counters.connections()).isEqualTo(3);
    }

    @Test
    void beginsEachConnectionWithTheHeader() throws IOException {
        rig.close();
        rig = new SenderRig(peer, options -> options.header(Bytes.of("<log>")).footer(Bytes.of("</log>")));
        Peer.Link first = rig.connect(peer);
        rig.until(() -> !rig.heard.states.isEmpty());
        rig.step();
        first.reset();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(1));
        rig.offer("event");

        Peer.Link second = rig.connect(peer);
        rig.untilWritten(1);

        assertThat(second.read(12)).isEqualTo("<log>\nevent\n");
        assertThat(rig.counters.snapshot().written())
                .as("the header is not counted")
                .isEqualTo(1);
    }

    @Test
    void clearsAnInterruptThatWouldMakeItSpin() {
        Thread.currentThread().interrupt();

        rig.step();

        assertThat(Thread.interrupted()).isFalse();
        assertThat(rig.selector.isOpen()).isTrue();
    }
}
