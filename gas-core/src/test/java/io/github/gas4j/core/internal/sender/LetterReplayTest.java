// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static io.github.gas4j.core.ConnectionState.CONNECTING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters go to a collector that has been up for a minute; stepped without a thread. */
class LetterReplayTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final int EVENT = 500;

    @TempDir
    private Path directory;

    private final Peer peer = new Peer();
    private final StringBuilder received = new StringBuilder();
    private SenderRig rig = new SenderRig(peer);

    private Path file() {
        return directory.resolve("letters");
    }

    private Path sending() {
        return directory.resolve("letters.sending");
    }

    private void use(UnaryOperator<GasConfigBuilder> options) throws IOException {
        rig.close();
        rig = new SenderRig(
                peer,
                defaults -> options.apply(defaults.option("deadLetterFile", file().toString())
                        .option("deadLetterReplay", "true")
                        .option("delivery", "NONE")));
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(Bytes.event(i, EVENT)).append('\n');
        }
        return text.toString();
    }

    /** Steps over a time, during which the collector reads. */
    private void pass(Peer.Link link, Duration time, Duration step) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            rig.advance(step);
            rig.step();
            received.append(link.readAvailable());
        }
    }

    @Test
    void areSentAfterAMinuteInTheirOrderAndTheFileIsGone() throws IOException {
        Files.writeString(file(), lines(0, 1_000));
        use(options -> options);
        Peer.Link link = rig.connect(peer);

        pass(link, MINUTE.minusSeconds(1), Duration.ofSeconds(1));
        assertThat(received).isEmpty();
        pass(link, Duration.ofSeconds(20), MOMENT);

        assertThat(received).hasToString(lines(0, 1_000));
        assertThat(directory).isEmptyDirectory();
        assertThat(rig.counters.snapshot().offered()).isEqualTo(1_000);
        rig.assertAccounts();
        assertThat(rig.heard.news).anyMatch(line -> line.startsWith("sends the dead letters in"));
    }

    @Test
    void wakeASenderThatSleeps() throws IOException {
        Files.writeString(file(), lines(0, 100));
        use(options -> options);
        Peer.Link link = rig.connect(peer);

        long cycles = rig.run(MINUTE.plusSeconds(30), MOMENT, () -> received.append(link.readAvailable()));

        assertThat(received).hasToString(lines(0, 100));
        assertThat(cycles).isLessThan(3_000);
    }

    @Test
    void theOlderFileIsSentFirst() throws IOException {
        Files.writeString(directory.resolve("letters.1"), lines(0, 50));
        Files.writeString(file(), lines(50, 100));
        use(options -> options);
        Peer.Link link = rig.connect(peer);

        pass(link, MINUTE.plusSeconds(20), MOMENT);

        assertThat(received).hasToString(lines(0, 100));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLostConnectionBeginsTheMinuteAnew() throws IOException {
        Files.writeString(file(), lines(0, 10));
        use(options -> options);
        Peer.Link first = rig.connect(peer);
        pass(first, MINUTE.minusSeconds(5), Duration.ofSeconds(1));
        first.reset();
        rig.until(BACKING_OFF);
        rig.advance(Duration.ofSeconds(1));
        Peer.Link second = rig.connect(peer);

        pass(second, MINUTE.minusSeconds(5), Duration.ofSeconds(1));
        assertThat(received).isEmpty();
        pass(second, Duration.ofSeconds(20), MOMENT);

        assertThat(received).hasToString(lines(0, 10));
    }

    @Test
    void whatAKilledProcessWasSendingIsSentFirst() throws IOException {
        Files.writeString(sending(), lines(0, 10));
        Files.writeString(file(), lines(10, 20));
        use(options -> options);
        Peer.Link link = rig.connect(peer);

        pass(link, MINUTE.plusSeconds(20), MOMENT);

        assertThat(received).hasToString(lines(0, 20));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void waitWhileTheCollectorHangsAndTakeNoRoomFromLiveEvents() throws IOException {
        Files.writeString(file(), lines(0, 2_000));
        use(options -> options.option("sendBufferSize", "4KiB").option("writeTimeout", "1h"));
        Peer.Link link = rig.connect(peer);
        rig.advance(MINUTE.plusSeconds(1));

        rig.until(() -> {
            rig.advance(MOMENT);
            return Files.exists(sending()) && rig.wait > 0 && rig.buffer().usedBytes() > 0;
        });
        for (int i = 0; i < 2_000; i++) {
            rig.advance(MOMENT);
            rig.step();
            assertThat(rig.buffer().usedBytes())
                    .isLessThanOrEqualTo(rig.buffer().capacity() / 8 * 5 + EVENT + 8);
        }
        assertThat(received).isEmpty();
        pass(link, MINUTE, MOMENT);

        assertThat(received).hasToString(lines(0, 2_000));
    }

    @Test
    void theEndOfTheClientKeepsTheRest() throws IOException {
        Files.writeString(file(), lines(0, 2_000));
        use(options -> options.option("sendBufferSize", "4KiB").option("writeTimeout", "1h"));
        Peer.Link link = rig.connect(peer);
        rig.advance(MINUTE.plusSeconds(1));
        rig.until(() -> rig.counters.snapshot().written() > 100);
        rig.requests.close(rig.now);
        rig.untilFinished();
        received.append(link.readAvailable());

        String rest = Files.readString(sending());
        String dropped = Files.exists(file()) ? Files.readString(file()) : "";
        String all = received.substring(0, received.lastIndexOf("\n") + 1);
        assertThat(rest).endsWith(lines(1_999, 2_000)).hasSizeLessThan(2_000 * (EVENT + 1));
        for (int i = 0; i < 2_000; i++) {
            assertThat(all.contains(lines(i, i + 1))
                            || dropped.contains(lines(i, i + 1))
                            || rest.contains(lines(i, i + 1)))
                    .as("event %d", i)
                    .isTrue();
        }
        assertThat(rig.dropped()).isEqualTo(rig.dropped(DropReason.DEAD_LETTER));
    }

    @Test
    void aFileThatHoldsNoFramesStaysAsItIs() throws IOException {
        Files.writeString(sending(), "no octet count\n");
        use(options -> options.option("framing", "OCTET_COUNTING"));
        Peer.Link link = rig.connect(peer);

        pass(link, MINUTE.plusSeconds(20), MOMENT);

        assertThat(received).isEmpty();
        assertThat(sending()).hasContent("no octet count");
        assertThat(rig.heard.warnings)
                .singleElement()
                .asString()
                .contains("holds bytes that are no event with framing=OCTET_COUNTING");
    }

    @Test
    void aTornFrameAtTheEndIsLeftOut() throws IOException {
        Files.writeString(file(), lines(0, 10) + "torn");
        use(options -> options);
        Peer.Link link = rig.connect(peer);

        pass(link, MINUTE.plusSeconds(20), MOMENT);

        assertThat(received).hasToString(lines(0, 10));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void withoutTheOptionNothingIsSent() throws IOException {
        Files.writeString(file(), lines(0, 10));
        use(options -> options.option("deadLetterReplay", "false"));
        Peer.Link link = rig.connect(peer);

        pass(link, MINUTE.plusSeconds(20), Duration.ofSeconds(1));

        assertThat(received).isEmpty();
        assertThat(file()).hasContent(lines(0, 10).strip());
    }

    @Test
    void lettersKeepNoSenderAwakeThatIsNotConnected() throws IOException {
        use(options -> options);
        pass(rig.connect(peer), MINUTE.plusSeconds(1), Duration.ofSeconds(1));
        rig.lookupsHang = true;
        rig.requests.reconfigure(SenderRig.config(
                peer,
                options -> options.option("destination", "elsewhere.test:5170")
                        .option("deadLetterFile", file().toString())
                        .option("deadLetterReplay", "true")
                        .option("delivery", "NONE")));
        rig.until(() -> {
            rig.advance(MOMENT);
            return rig.sender.state() == CONNECTING;
        });
        rig.offer(Bytes.event(0, EVENT));
        rig.requests.saveUnsent();
        rig.step();
        assertThat(file()).exists();

        assertThat(rig.run(Duration.ofSeconds(1), MOMENT, () -> {})).isLessThan(100);
    }

    @Test
    void aFileThatCannotBeDeletedIsSentOnce() throws IOException {
        Files.writeString(file(), lines(0, 100));
        use(options -> options);
        Peer.Link link = rig.connect(peer);
        rig.advance(MINUTE.plusSeconds(1));
        rig.until(() -> Files.exists(sending()));
        Files.delete(sending());
        Files.createDirectories(sending().resolve("in the way"));
        pass(link, Duration.ofSeconds(10), MOMENT);
        Files.delete(sending().resolve("in the way"));
        Files.delete(sending());
        Files.writeString(sending(), lines(0, 100)); // as if it had been there all the time
        pass(link, MINUTE.multipliedBy(2), MOMENT);

        assertThat(received).hasToString(lines(0, 100));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void goesOnWhenAFileThatHoldsNoFramesIsRemoved() throws IOException {
        Files.writeString(sending(), "no octet count\n");
        Files.writeString(file(), "3 abc");
        use(options -> options.option("framing", "OCTET_COUNTING"));
        Peer.Link link = rig.connect(peer);
        pass(link, MINUTE.plusSeconds(20), MOMENT);
        assertThat(received).isEmpty();

        Files.delete(sending());
        pass(link, MINUTE.plusSeconds(20), MOMENT);

        assertThat(received).hasToString("3 abc");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aChangedFramingMovesAFileOfTheOldOneAside() throws IOException {
        Files.writeString(file(), "3 abc");
        use(options -> options.option("framing", "OCTET_COUNTING"));
        rig.connect(peer);
        rig.requests.reconfigure(SenderRig.config(
                peer,
                options -> options.option("deadLetterFile", file().toString())
                        .option("deadLetterReplay", "true")
                        .option("delivery", "NONE")));
        rig.lookupsHang = true;
        rig.step();
        rig.offer(Bytes.event(0, EVENT));
        rig.requests.saveUnsent();
        rig.step();

        assertThat(directory.resolve("letters.foreign")).hasContent("3 abc");
    }

    @Test
    void anExitOfTheJvmEndsTheReplayAndLeavesEachEventInOneFile() throws IOException {
        Files.writeString(file(), lines(0, 2_000));
        use(options -> options.option("delivery", "REPLAY")
                .option("sendBufferSize", "4KiB")
                .option("writeTimeout", "1h"));
        Peer.Link link = rig.connect(peer);
        rig.advance(MINUTE.plusSeconds(1));
        rig.until(() -> rig.counters.snapshot().written() > 100);

        rig.requests.jvmExits();
        rig.step();
        long offered = rig.counters.snapshot().offered();
        pass(Duration.ofSeconds(1));
        link.reset();
        rig.until(BACKING_OFF);
        rig.requests.saveUnsent();
        rig.step();

        assertThat(rig.counters.snapshot().offered()).isEqualTo(offered);
        assertThat(rig.dropped(DropReason.DEAD_LETTER)).isPositive();
        String rest = Files.readString(sending());
        assertThat(Files.readAllLines(file())).isNotEmpty().noneMatch(line -> rest.contains(line + "\n"));
        rig.assertAccounts();
    }

    private void pass(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(MOMENT)) {
            rig.advance(MOMENT);
            rig.step();
        }
    }
}
