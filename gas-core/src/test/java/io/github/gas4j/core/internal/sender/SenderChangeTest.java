// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static io.github.gas4j.core.ConnectionState.BACKING_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Peer;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What events have waited through before a change of the configuration counts on afterwards; stepped without a thread. */
class SenderChangeTest {
    private final Peer peer = new Peer();
    private SenderRig rig = new SenderRig(peer);

    @AfterEach
    void close() throws IOException {
        rig.close();
        peer.close();
    }

    private void begin(UnaryOperator<GasConfigBuilder> options) throws IOException {
        rig.close();
        rig = new SenderRig(peer, options);
        rig.resolves = false;
        rig.offer("event");
    }

    private void change(UnaryOperator<GasConfigBuilder> options) {
        rig.requests.reconfigure(SenderRig.config(peer, options));
    }

    /** Steps through a cycle that is not cut short by a failing attempt. */
    private void wholeCycle() {
        rig.until(BACKING_OFF);
        rig.step();
        rig.until(BACKING_OFF);
        rig.step();
    }

    /** Lets attempts fail, each after the longest wait. */
    private void fail(int attempts) {
        long before = rig.counters.failedAttempts();
        rig.until(() -> {
            rig.advance(Duration.ofSeconds(10));
            return rig.counters.failedAttempts() >= before + attempts;
        });
        rig.until(BACKING_OFF);
    }

    @Test
    void failedAttemptsBeforeAChangeCount() throws IOException {
        begin(options -> options.option("maxRetries", "5"));
        fail(4);
        change(options -> options.option("maxRetries", "5").option("writeTimeout", "7s"));
        fail(1);
        assertThat(rig.dropped()).isZero();

        fail(1);
        rig.step();

        assertThat(rig.dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(1);
        rig.assertAccounts();
    }

    @Test
    void failedAttemptsBeforeThereWasALimitCount() throws IOException {
        begin(options -> options.option("maxRetries", "-1"));
        fail(4);

        change(options -> options.option("maxRetries", "4"));
        fail(1);
        rig.step();

        assertThat(rig.dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(1);
    }

    @Test
    void timeBeforeAChangeCounts() throws IOException {
        UnaryOperator<GasConfigBuilder> timed = options -> options.option("deliveryTimeout", "10s");
        begin(timed);
        wholeCycle();
        rig.advance(Duration.ofSeconds(9));
        change(options -> timed.apply(options).option("writeTimeout", "7s"));
        wholeCycle();
        assertThat(rig.dropped()).isZero();

        rig.advance(Duration.ofSeconds(1));
        wholeCycle();

        assertThat(rig.dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(1);
    }

    @Test
    void aShorterTimeConcernsWhatWaitsAlready() throws IOException {
        begin(options -> options.option("deliveryTimeout", "1h"));
        wholeCycle();
        rig.advance(Duration.ofSeconds(9));

        change(options -> options.option("deliveryTimeout", "5s"));
        wholeCycle();

        assertThat(rig.dropped(DropReason.RETRIES_EXHAUSTED)).isEqualTo(1);
    }

    @Test
    void aChangeTakesNoDirectMemoryUnlessTheSizeChanges() throws IOException {
        rig.connect(peer);
        long before = directMemory();

        for (int i = 1; i <= 10; i++) {
            int retries = i;
            change(options -> options.option("maxRetries", Integer.toString(retries)));
            rig.step();
        }

        assertThat(rig.sender.options().retry().maxRetries()).isEqualTo(10);
        assertThat(directMemory()).isLessThanOrEqualTo(before);
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }
}
