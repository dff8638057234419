// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is dropped out of the buffer, for whatever reason, is in the file; stepped without a thread. */
class DeadLetterTest {
    private static final int EVENT = 500;

    @TempDir
    private Path directory;

    private final Peer peer = new Peer();
    private String name = "letters";
    private SenderRig rig = new SenderRig(peer);

    @BeforeEach
    void refuse() throws IOException {
        peer.refuse();
    }

    private Path file() {
        return directory.resolve(name);
    }

    private void use(String... options) throws IOException {
        rig.close();
        rig = new SenderRig(peer, defaults -> {
            defaults.option("deadLetterFile", file().toString());
            for (int i = 0; i < options.length; i += 2) {
                defaults.option(options[i], options[i + 1]);
            }
            return defaults;
        });
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private static List<String> events(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> Bytes.event(i, EVENT)).toList();
    }

    private long kept() {
        return rig.dropped(DropReason.DEAD_LETTER);
    }

    private void assertIsKept(List<String> events) throws IOException {
        assertThat(Files.readAllLines(file())).isEqualTo(events);
        assertThat(kept()).isEqualTo(events.size());
        assertThat(rig.dropped()).isEqualTo(kept());
        rig.assertAccounts();
    }

    @Test
    void whatHasWaitedThroughTooManyRetriesIsKept() throws IOException {
        use("maxRetries", "2");
        int events = rig.fill(EVENT);
        rig.until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return rig.buffer().usedBytes() == 0;
        });

        assertIsKept(events(0, events));
    }

    @Test
    void whatIsTooOldIsKept() throws IOException {
        use("deliveryTimeout", "10s", "maxRetries", "-1");
        int events = rig.fill(EVENT);
        rig.step();
        rig.until(() -> {
            rig.advance(Duration.ofMillis(100));
            return rig.buffer().usedBytes() == 0;
        });

        assertIsKept(events(0, events));
    }

    @Test
    void whatIsEvictedIsKept() throws IOException {
        use("overflow", "DROP_OLDEST");
        int events = rig.fill(EVENT);
        rig.until(BACKING_OFF);
        rig.step();

        assertThat(kept()).isBetween(events / 8L, events / 3L);
        assertIsKept(events(0, (int) kept()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsLeftAtTheEndIsKept(boolean wanted) throws IOException {
        use();
        int events = rig.fill(EVENT);
        rig.until(BACKING_OFF);

        rig.sender.finish(wanted);

        assertThat(Files.readAllLines(file())).isEqualTo(events(0, events));
        assertThat(kept()).isEqualTo(events);
        assertThat(rig.dropped()).isEqualTo(events);
        assertThat(rig.counters.held()).isZero();
        assertThat(rig.sender.hasDeliveredAll()).isFalse();
    }

    @Test
    void aClosingClientLeavesTimeToKeepWhatIsLeft() throws IOException {
        try (Peer once = new Peer(); // a client that has been connected before tries until its time is over
                SenderRig closing =
                        new SenderRig(once, options -> options.option("deadLetterFile", file().toString()))) {
            Peer.Link link = closing.connect(once);
            once.refuse();
            link.reset();
            closing.until(BACKING_OFF);
            closing.fill(EVENT);
            long deadline = closing.now + Duration.ofMillis(20).toNanos();
            closing.requests.close(deadline);

            closing.until(() -> {
                closing.advance(Duration.ofNanos(10_000));
                return closing.sender.isFinished();
            });

            assertThat(deadline - closing.now).isBetween(100_000L, 400_000L);
        }
    }

    @Test
    void whatTheJvmLeavesBehindIsKept() throws IOException {
        use();
        int events = rig.fill(EVENT);
        rig.until(BACKING_OFF);

        rig.requests.saveUnsent();
        rig.step();

        assertIsKept(events(0, events));
        assertThat(rig.buffer().usedBytes()).isZero();
    }

    @Test
    void withoutAFileTheReasonIsTheDropsOwn() throws IOException {
        rig.close();
        rig = new SenderRig(peer, defaults -> defaults.option("maxRetries", "0"));
        int events = rig.fill(EVENT);
        rig.until(() -> rig.buffer().usedBytes() == 0);

        assertThat(rig.dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(events);
        assertThat(kept()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void withAFileThatCannotBeWrittenTheReasonIsTheDropsOwn() throws IOException {
        name = "none/letters";
        use("maxRetries", "0");
        int events = rig.fill(EVENT);
        rig.until(() -> rig.buffer().usedBytes() == 0);
        rig.step();

        assertThat(rig.dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(events);
        assertThat(kept()).isZero();
        assertThat(rig.heard.warnings)
                .filteredOn(line -> line.contains("deadLetterFile '" + file() + "' cannot be written"))
                .hasSize(1);
        rig.assertAccounts();
    }

    @Test
    void aNewFileIsUsedFromTheChangeOn() throws IOException {
        use("maxRetries", "0");
        rig.offer(Bytes.event(0, EVENT));
        rig.until(() -> kept() == 1);
        Path other = directory.resolve("other");

        rig.requests.reconfigure(SenderRig.config(
                peer, options -> options.option("maxRetries", "0").option("deadLetterFile", other.toString())));
        rig.step();
        rig.offer(Bytes.event(1, EVENT));
        rig.until(() -> {
            rig.advance(Duration.ofSeconds(1));
            return kept() == 2;
        });

        assertThat(Files.readAllLines(file())).isEqualTo(events(0, 1));
        assertThat(Files.readAllLines(other)).isEqualTo(events(1, 2));
    }
}
