// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.LimitedCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A frame above 64 KiB with a length in front is the last one of its connection; stepped without a thread. */
class LargeFrameTest {
    private static final int LARGE = 65_536;
    private static final Duration TICK = Duration.ofMillis(5);

    private final LimitedCollector collector = new LimitedCollector(Integer.MAX_VALUE / 2);
    private SenderRig rig = rig("OCTET_COUNTING", "REPLAY");

    private SenderRig rig(String framing, String delivery) {
        return new SenderRig(GasConfig.builder()
                .option("destination", collector.destination())
                .option("bufferSize", "1MiB")
                .option("escapeNewlines", "false")
                .option("framing", framing)
                .option("delivery", delivery)
                .build());
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        collector.close();
    }

    private void run(Duration time) {
        rig.run(time, TICK, collector::serve);
    }

    private void sendLarge(int frameBytes) {
        rig.offer("before");
        rig.offer(Bytes.event(1, frameBytes - "65536 ".length()));
        rig.offer("behind");
        run(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"REPLAY", "CONFIRMED", "NONE"})
    void theConnectionIsEndedBehindIt(String delivery) throws IOException {
        rig.close();
        rig = rig("OCTET_COUNTING", delivery);

        sendLarge(LARGE + 1);

        List<String> streams = collector.streams().stream()
                .filter(stream -> !stream.isEmpty()) // a witness, over which nothing goes
                .toList();
        assertThat(streams).hasSize(2);
        assertThat(streams.get(0)).startsWith("6 before65531 event-1-").hasSize("6 before".length() + LARGE + 1);
        assertThat(streams.get(1)).isEqualTo("6 behind");
        assertThat(rig.counters.snapshot().released()).isGreaterThanOrEqualTo(2);
        assertThat(rig.counters.snapshot().replayed()).isZero();
        assertThat(rig.counters.failedAttempts()).isZero();
        rig.assertAccounts();
    }

    @ParameterizedTest
    @CsvSource({"OCTET_COUNTING, 65536", "NEWLINE, 100000", "NUL, 100000"})
    void otherFramesEndNothing(String framing, int frameBytes) throws IOException {
        rig.close();
        rig = rig(framing, "REPLAY");

        sendLarge(frameBytes);

        assertThat(collector.streams()).hasSize(1);
        rig.assertAccounts();
    }

    @Test
    void anEndThatIsNotAnsweredIsTheLastOne() {
        collector.answersEnds(false);

        sendLarge(LARGE + 1);
        sendLarge(LARGE + 1);

        assertThat(collector.streams()).hasSize(2);
        assertThat(collector.streams().get(1)).contains("6 behind");
        assertThat(rig.counters.snapshot().written()).as("the first two twice").isEqualTo(8);
        rig.assertAccounts();
    }

    @Test
    void aCollectorThatRefusesTheFrameIsNotTakenForOneThatAnswers() {
        collector.limit(1_000);

        sendLarge(LARGE + 1);

        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(1);
        assertThat(collector.streams().get(collector.streams().size() - 1)).isEqualTo("6 before6 behind");
        rig.assertAccounts();
    }

    @Test
    void stopWritesWhatIsBehindSeveralOnes() {
        run(Duration.ofSeconds(1));
        for (int i = 0; i < 4; i++) {
            rig.offer(Bytes.event(i, LARGE));
            rig.offer("behind " + i);
        }
        rig.requests.close(rig.now + Duration.ofSeconds(10).toNanos());
        run(Duration.ofSeconds(10));
        rig.untilFinished();

        assertThat(rig.dropped()).isZero();
        assertThat(collector.streams()).hasSize(5);
        assertThat(collector.streams().get(4)).isEqualTo("8 behind 3");
    }

    @Test
    void oneThatComesDuringARotationHoldsNothingUpBehindIt() throws IOException {
        rig.close();
        rig = rig("OCTET_COUNTING", "CONFIRMED");
        rig.offer("first");
        long[] at = {0, 0};
        rig.run(Duration.ofSeconds(12), TICK, () -> {
            collector.serve();
            if (at[0] == 0 && collector.streams().size() == 2) { // the witness is there
                rig.offer(Bytes.event(1, LARGE));
                rig.offer("behind");
                at[0] = rig.now;
            }
            if (at[1] == 0 && collector.streams().stream().anyMatch(stream -> stream.contains("6 behind"))) {
                at[1] = rig.now;
            }
        });

        // the rotation, the quiet time of a second, and no wait for anything else in between
        assertThat(Duration.ofNanos(at[1] - at[0])).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_700));
        rig.assertAccounts();
    }
}
