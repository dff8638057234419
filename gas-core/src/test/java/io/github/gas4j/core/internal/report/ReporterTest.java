// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.fixtures.RecordingListener;
import io.github.gas4j.core.internal.buffer.Counters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lines people see, with a clock that the test moves past its overflow. */
class ReporterTest {
    private static final String REFUSED = "Connection refused (192.0.2.1)";
    private static final String CLOSED = "the collector closed the connection";
    private static final long CAPACITY = 8 << 20;
    private static final long BEGAN = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private final Counters counters = new Counters();
    private final RecordingListener heard = new RecordingListener();
    private final Reporter reporter = new Reporter(counters, heard, "collector:5170", BEGAN);
    private long now = BEGAN;

    private void appendEvents() {
        for (int i = 0; i < 1_234; i++) {
            counters.append();
        }
    }

    @Test
    void theFirstFailureIsToldWithWhatWaitsAndWhatToDo() {
        appendEvents();
        reporter.bufferUsed(CAPACITY / 4, CAPACITY);

        refused();

        assertThat(heard.warnings)
                .containsExactly("no connection to collector:5170: Connection refused (192.0.2.1); 1234 events wait"
                        + " (buffer 25% of 8MiB); no event was dropped; trying again; check that the collector runs and"
                        + " that the port is right");
    }

    @Test
    void anOutageIsToldAgainOnceAMinute() {
        for (int second = 0; second <= 180; second++) {
            refused();
            reporter.tick(now);
            advance(1);
        }

        assertThat(heard.warnings).hasSize(4);
        assertThat(heard.warnings.get(1)).contains(" since 1m, 61 failed attempts: Connection refused");
    }

    @Test
    void aConnectionIsToldAtOnceWithHowFullTheBufferGot() {
        reporter.bufferUsed(0, CAPACITY);
        refused();
        advance(42);
        reporter.bufferUsed(CAPACITY / 2, CAPACITY);
        reporter.bufferUsed(CAPACITY / 4, CAPACITY);

        reporter.connected(now, 231);

        assertThat(heard.news)
                .containsExactly(
                        "connected to collector:5170 after 42s and 1 failed attempt; the buffer was at most 50%"
                                + " full (4194304 of 8388608 bytes); no event was dropped; writing 231 events again");
    }

    @Test
    void anOutageThatBeginsSecondsAfterAnotherGetsItsLine() {
        refused();
        reporter.connected(now, 0);
        advance(5);

        failed(CLOSED, true, true);

        assertThat(heard.warnings).hasSize(2);
        assertThat(heard.warnings.get(1)).startsWith("no connection to collector:5170: " + CLOSED);
        advance(30);
        reporter.connected(now, 0);
        assertThat(heard.news).hasSize(2);
        assertThat(heard.news.get(1)).contains(" after 30s and 0 failed attempts");
    }

    @Test
    void aCollectorThatFlapsCausesThreeLinesInTheFirstMinuteAndTwoInEachFurtherOne() {
        List<Integer> perMinute = new ArrayList<>();
        for (int minute = 0; minute < 4; minute++) {
            int before = lines();
            for (int i = 0; i < 120; i++) {
                failed(CLOSED, false, true);
                refused();
                advanceMillis(250);
                reporter.tick(now);
                reporter.connected(now, 0);
                advanceMillis(250);
                reporter.tick(now);
            }
            perMinute.add(lines() - before);
        }

        assertThat(perMinute).containsExactly(3, 2, 2, 2);
    }

    @Test
    void aConnectionThatStaysIsToldWithinAMinuteAlthoughItsCollectorFlappedBefore() {
        refused();
        reporter.connected(now, 0);
        refused();
        reporter.connected(now, 7);
        assertThat(heard.news).hasSize(1);
        advance(20);

        assertThat(Duration.ofNanos(reporter.tick(now))).isEqualTo(Duration.ofSeconds(40));
        advance(40);
        reporter.tick(now);

        assertThat(heard.news).hasSize(2);
        assertThat(heard.news.get(1))
                .contains(" after 0ms and 2 failed attempts")
                .endsWith("writing 7 events again");
        assertThat(reporter.tick(now)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theFailureAfterALineAboutAConnectionIsToldAtOnce() {
        refused();
        advance(1);
        reporter.connected(now, 0);
        advance(1);

        refused();
        refused();

        assertThat(heard.warnings).hasSize(2);
    }

    @Test
    void aPeerThatAcceptsAndClosesIsNamedOnceThatIsClearAndThenOnceAMinute() {
        appendEvents();
        for (int i = 0; i < 240; i++) {
            reporter.connected(now, 0);
            advanceMillis(100);
            failed(CLOSED, false, true);
            advanceMillis(400);
            reporter.tick(now);
        }

        assertThat(heard.news)
                .as("a connection that was closed at once is no news")
                .isEmpty();
        assertThat(heard.warnings).hasSize(3);
        assertThat(heard.warnings.get(0)).startsWith("no connection to collector:5170: " + CLOSED);
        assertThat(heard.warnings.get(1))
                .isEqualTo("no connection to collector:5170 since 1000ms, 3 failed attempts: it accepts connections and"
                        + " closes them again (3 times in a row), the last time: the collector closed the connection;"
                        + " 1234 events wait (buffer 0% of 0); no event was dropped; trying again; check that a"
                        + " collector listens behind the proxy or balancer, and that port, framing and TLS are right");
        assertThat(heard.warnings.get(2)).contains("123 times in a row");
    }

    @Test
    void aPeerThatAcceptedAndClosedIsToldAsConnectedOnceAConnectionStands() {
        failed(CLOSED, false, true);
        advance(1);
        reporter.connected(now, 5);
        assertThat(heard.news).isEmpty();

        advance(1);
        reporter.tick(now);

        assertThat(heard.news).singleElement().asString().contains(" after 1000ms and 1 failed attempt");
    }

    @Test
    void aRefusalBetweenMeansThatThePeerDoesMoreThanAcceptAndClose() {
        for (int i = 0; i < 130; i++) {
            failed(CLOSED, false, true);
            failed(CLOSED, false, true);
            refused();
            advance(1);
        }

        assertThat(heard.warnings).noneMatch(line -> line.contains("accepts connections"));
    }

    @Test
    void eachDropIsInExactlyOneLineAndOneReport() {
        refused();
        drop(DropReason.BUFFER_FULL, 1_000, 100_000);
        tickUntil(61);
        assertThat(heard.warnings).hasSize(2);
        assertThat(heard.warnings.get(1)).contains("events were dropped: 1000 as BUFFER_FULL");

        drop(DropReason.RETRIES_EXHAUSTED, 5, 500);
        reporter.connected(now, 0);

        assertThat(heard.news).singleElement().asString().contains("events were dropped: 5 as RETRIES_EXHAUSTED");
        tickUntil(61);
        reporter.close(now, true);
        assertThat(lines()).isEqualTo(3);
        assertThat(heard.drops).extracting(DropReport::count).containsExactly(1_000L, 5L);
    }

    @Test
    void dropsOfALongWaitAreToldEachMinuteAlthoughNoAttemptFails() {
        refused();
        for (int minute = 0; minute < 3; minute++) {
            drop(DropReason.BUFFER_FULL, 10, 1_000);
            tickUntil(60);
        }

        assertThat(heard.warnings).hasSize(4);
        assertThat(heard.warnings.get(3)).contains(" since 3m, 1 failed attempt: ", "10 as BUFFER_FULL");
    }

    @Test
    void dropsWithoutAnOutageAreToldOnceAMinute() {
        for (int second = 0; second < 120; second++) {
            drop(DropReason.BUFFER_FULL, 1, 100);
            tickUntil(1);
        }

        assertThat(heard.warnings)
                .hasSize(2)
                .allMatch(line -> line.startsWith("sending to collector:5170: events were"));
        assertThat(heard.drops).hasSize(120);
    }

    @Test
    void theSizeThatWouldHaveBeenEnoughCountsDropsThatWereToldBefore() {
        reporter.bufferUsed(0, CAPACITY);
        refused();
        reporter.bufferUsed(CAPACITY - 4, CAPACITY);
        drop(DropReason.BUFFER_FULL, 10_000, 1_000_000);
        tickUntil(61);
        assertThat(heard.warnings).hasSize(2);
        drop(DropReason.BUFFER_FULL, 10_000, 1_000_000);

        reporter.connected(now, 0);

        assertThat(heard.news)
                .singleElement()
                .asString()
                .contains("the buffer was at most 100% full (8388604 of 8388608 bytes); 20000 events found no room,"
                        + " and bufferSize=12MiB would have held them; events were dropped: 10000 as BUFFER_FULL;");
    }

    @Test
    void aChangedDestinationIsToldOfAtOnce() {
        refused();
        reporter.sendsTo("other:5170");
        refused();
        reporter.sendsTo("other:5170");
        refused();

        assertThat(heard.warnings).hasSize(2);
        assertThat(heard.warnings.get(1)).startsWith("no connection to other:5170: ");
    }

    private void refused() {
        failed(REFUSED, false, false);
    }

    private void failed(String cause, boolean proven, boolean wasConnected) {
        reporter.failed(now, new Failure(cause, proven, wasConnected, false));
    }

    private void drop(DropReason reason, long events, long bytes) {
        counters.refuse(reason, events, bytes);
    }

    private void tickUntil(int seconds) {
        for (int i = 0; i < seconds; i++) {
            advance(1);
            reporter.tick(now);
        }
    }

    private void advance(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    private void advanceMillis(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    private int lines() {
        return heard.warnings.size() + heard.news.size();
    }
}
