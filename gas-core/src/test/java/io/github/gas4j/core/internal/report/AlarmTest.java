// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.fixtures.RecordingListener;
import io.github.gas4j.core.internal.buffer.Counters;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which lines are alarms, with a clock that the test moves past its overflow. */
class AlarmTest {
    private static final long BEGAN = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private final Counters counters = new Counters();
    private final RecordingListener heard = new RecordingListener();
    private final Reporter reporter = new Reporter(counters, heard, "collector:5170", BEGAN);
    private long now = BEGAN;

    private void refused() {
        reporter.failed(now, new Failure("refused", false, false, false));
    }

    private void drop(DropReason reason) {
        assertThat(counters.refuse(reason, 1, 10)).isTrue();
    }

    /** Lets an outage or a storm go on for so many seconds. */
    private void pass(int seconds, Runnable inEachSecond) {
        for (int second = 0; second < seconds; second++) {
            now += Duration.ofSeconds(1).toNanos();
            inEachSecond.run();
            reporter.tick(now);
        }
    }

    @Test
    void anOutageOfLessThanAMinuteIsNone() {
        refused();
        pass(59, this::refused);
        reporter.connected(now, 0);

        assertThat(heard.warnings).hasSize(1);
        assertThat(heard.alarms).isEmpty();
    }

    @Test
    void anOutageHasOneAfterAMinute() {
        refused();
        pass(300, this::refused);

        assertThat(heard.warnings).hasSize(6);
        assertThat(heard.alarms).singleElement().asString().contains(" since 1m, ");
    }

    @Test
    void theFirstLossInAnOutageIsOneAndTheNextIsNot() {
        refused();
        drop(DropReason.BUFFER_FULL);
        pass(300, this::refused);
        drop(DropReason.BUFFER_FULL);
        pass(300, this::refused);

        assertThat(heard.alarms).singleElement().asString().contains("BUFFER_FULL");
    }

    @Test
    void aLossInAShortOutageIsToldWithItsEnd() {
        refused();
        drop(DropReason.BUFFER_FULL);
        reporter.connected(now, 0);

        assertThat(heard.alarms)
                .singleElement()
                .asString()
                .startsWith("connected to ")
                .contains("BUFFER_FULL");
        assertThat(heard.news).isEmpty();
    }

    @Test
    void theNextOutageHasItsOwn() {
        refused();
        pass(120, this::refused);
        reporter.connected(now, 0);
        reporter.proven();
        pass(1, () -> {});
        refused();
        pass(120, this::refused);

        assertThat(heard.alarms).hasSize(2);
    }

    @Test
    void outagesThatFollowEachOtherCloselyHaveOneEach() {
        for (int outage = 1; outage <= 10; outage++) {
            pass(5, () -> {});
            refused();
            drop(DropReason.BUFFER_FULL);
            reporter.connected(now, 0);
            reporter.proven();

            assertThat(heard.alarms).hasSize(outage);
        }
    }

    @Test
    void aStormWithoutAnOutageHasOneInAnHour() {
        pass(3_590, () -> counters.refuse(DropReason.BUFFER_FULL, 1, 10));
        assertThat(heard.alarms).hasSize(1);

        pass(100, () -> counters.refuse(DropReason.BUFFER_FULL, 1, 10));
        assertThat(heard.alarms).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"SHED", "RATE_LIMITED", "FALLBACK", "DEAD_LETTER"})
    void whatAnOptionAsksForIsNone(DropReason reason) {
        drop(reason);
        pass(10, () -> {});

        assertThat(heard.warnings).hasSize(1);
        assertThat(heard.alarms).isEmpty();
    }

    @Test
    void aLossAtTheEndIsOneUnlessTheExitOfTheJvmTellsIt() {
        drop(DropReason.SHUTDOWN);
        reporter.close(now, true);
        assertThat(heard.alarms).hasSize(1);

        RecordingListener other = new RecordingListener();
        Reporter exiting = new Reporter(counters, other, "collector:5170", BEGAN);
        exiting.jvmExits();
        drop(DropReason.SHUTDOWN);
        exiting.close(now, true);
        assertThat(other.warnings).hasSize(1);
        assertThat(other.alarms).isEmpty();
    }

    @Test
    void aCollectorThatComesAndGoesDoesNotAlarmEachTime() {
        pass(600, () -> {
            counters.refuse(DropReason.BUFFER_FULL, 1, 10);
            reporter.failed(now, new Failure("closed", true, true, false));
            reporter.connected(now, 0);
        });

        assertThat(heard.alarms).hasSizeBetween(10, 12);
    }

    @Test
    void anEndThatNobodyAskedForIsOneWhateverWasSaidBefore() {
        drop(DropReason.BUFFER_FULL);
        pass(5, () -> {});
        assertThat(heard.alarms).hasSize(1);

        reporter.close(now, false);

        assertThat(heard.alarms).hasSize(2).last().asString().contains("thread has ended");
    }
}
