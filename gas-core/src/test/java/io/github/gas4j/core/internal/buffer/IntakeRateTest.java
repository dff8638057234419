// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.DropReport;
import io.github.gas4j.core.Severity;
import io.github.gas4j.core.internal.config.ClientOptions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A limited intake under a clock that the test steps. */
class IntakeRateTest {
    private static final int INFO = Severity.INFO.number();
    private static final int WARN = Severity.WARN.number();

    private final Counters counters = new Counters();
    private final FrameBuffer ring = DirectRing.allocate(1 << 16, counters);
    private long now;
    private int rung;
    private final Intake intake =
            new Intake(admission(options("rateLimit", "1/h", "rateBurst", "2")), counters, new Doorbell(() -> rung++));
    private final Resize resize = new Resize(intake, new Ledger(ring, counters), counters);

    private static ClientOptions options(String... texts) {
        Map<String, String> options = new HashMap<>(Map.of("destination", "localhost:1", "bufferSize", "64KiB"));
        for (int i = 0; i < texts.length; i += 2) {
            options.put(texts[i], texts[i + 1]);
        }
        return ClientOptions.of(options);
    }

    private Admission admission(ClientOptions options) {
        RateLimit limit = RateLimit.of(options.drop(), null, () -> now);
        return Admission.of(options.buffer(), options.wire(), ring).limitedTo(limit);
    }

    private void reconfigure(String... texts) {
        resize.begin(resize.prepare(options(texts), () -> now));
        resize.complete();
    }

    private boolean admits() {
        return intake.admits(INFO);
    }

    private void empty() {
        while (admits()) {
            // takes the tokens
        }
    }

    @Test
    void countsWhatItRefusesAsOfferedAndDropped() {
        assertThat(admits()).isTrue();
        assertThat(admits()).isTrue();
        assertThat(counters.snapshot().offered()).isZero();

        assertThat(admits()).isFalse();
        assertThat(admits()).isFalse();

        assertThat(counters.snapshot().dropped(DropReason.RATE_LIMITED)).isEqualTo(2);
        assertThat(counters.snapshot().offered()).isEqualTo(2);
        assertThat(rung).as("only for the first").isEqualTo(1);
    }

    @Test
    void limitsEverySeverity() {
        empty();

        assertThat(intake.admits(Severity.ERROR.number())).isFalse();
        assertThat(intake.admits(Integer.MAX_VALUE)).isFalse();
    }

    @Test
    void takesNoTokenForAnEventThatIsShed() {
        intake.use(
                admission(options("rateLimit", "1/h", "rateBurst", "2", "shedLevel", "INFO", "shedThreshold", "1%")));
        assertThat(intake.offer(new byte[2_000], 0, 2_000)).isTrue();

        for (int i = 0; i < 10; i++) {
            assertThat(intake.admits(INFO)).isFalse();
        }

        assertThat(counters.snapshot().dropped(DropReason.SHED)).isEqualTo(10);
        assertThat(intake.admits(WARN)).isTrue();
        assertThat(intake.admits(WARN)).isTrue();
        assertThat(intake.admits(WARN)).isFalse();
        assertThat(counters.snapshot().dropped(DropReason.RATE_LIMITED)).isEqualTo(1);
    }

    @Test
    void keepsItsTokensWhenOtherOptionsChange() {
        admits();

        reconfigure("rateLimit", "1/h", "rateBurst", "2", "shedLevel", "INFO");

        assertThat(admits()).isTrue();
        assertThat(admits()).isFalse();
    }

    @Test
    void keepsItsTokensWhenTheBufferIsReplaced() {
        admits();

        reconfigure("rateLimit", "1/h", "rateBurst", "2", "bufferSize", "128KiB");

        assertThat(intake.buffer().capacity()).isEqualTo(1 << 17);
        assertThat(admits()).isTrue();
        assertThat(admits()).isFalse();
    }

    @Test
    void beginsAgainWithAnotherRateOrBurst() {
        empty();
        reconfigure("rateLimit", "2/h", "rateBurst", "2");
        assertThat(admits()).isTrue();

        empty();
        reconfigure("rateLimit", "2/h", "rateBurst", "3");
        assertThat(admits()).isTrue();
    }

    @Test
    void admitsEverythingWithoutALimit() {
        reconfigure();

        for (int i = 0; i < 10_000; i++) {
            assertThat(admits()).isTrue();
        }
        assertThat(intake.rateLimit()).isNull();
    }

    @Test
    void reportsWhenItRefused() {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        empty();
        now += TimeUnit.MICROSECONDS.toNanos(10); // too short for another look at the wall clock
        admits();

        DropReport report = Objects.requireNonNull(counters.takeDrops(DropReason.RATE_LIMITED));

        assertThat(report.count()).isEqualTo(2);
        assertThat(report.bytes()).isZero();
        assertThat(report.first()).isBetween(before, report.last());
        assertThat(report.last()).isBetween(before, Instant.now());
    }

    @Test
    void readsTheWallClockAgainAfterAPause() {
        empty();
        counters.takeDrops(DropReason.RATE_LIMITED);
        long read = System.currentTimeMillis();
        while (System.currentTimeMillis() == read) {
            Thread.onSpinWait();
        }
        now += TimeUnit.MILLISECONDS.toNanos(1);
        admits();

        DropReport report = Objects.requireNonNull(counters.takeDrops(DropReason.RATE_LIMITED));

        assertThat(report.first()).isAfter(Instant.ofEpochMilli(read));
    }
}
