// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.DropReason;
import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.fixtures.Bytes;
import io.github.gas4j.core.fixtures.LimitedCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** What tests of rejected events share: a sender, and a collector that closes the connection on each event above its limit. */
abstract class RejectionTests {
    static final int LIMIT = 200;
    static final int SMALL = 100;
    static final int LARGE = 1_000;
    static final Duration TICK = Duration.ofMillis(5);
    static final Duration SECONDS = Duration.ofSeconds(10);

    final LimitedCollector collector = new LimitedCollector(LIMIT);
    final List<String> innocent = new ArrayList<>();
    SenderRig rig = rig();
    int events;

    SenderRig rig(String... options) {
        GasConfigBuilder builder = GasConfig.builder()
                .option("destination", collector.destination())
                .option("bufferSize", "64KiB");
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        SenderRig made = new SenderRig(builder.build());
        made.randomness = new Random(1)::nextDouble;
        return made;
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        collector.close();
    }

    void use(String... options) throws IOException {
        rig.close();
        rig = rig(options);
    }

    void offer(int size) {
        String event = Bytes.event(events, size);
        rig.offer(event);
        events++;
        if (size <= LIMIT) {
            innocent.add(event);
        }
    }

    void offer(int count, int size) {
        for (int i = 0; i < count; i++) {
            offer(size);
        }
    }

    void run(Duration time) {
        rig.run(time, TICK, collector::serve);
    }

    void assertOnlyTheLargeOnesAreMissing() {
        assertThat(collector.lines()).containsExactlyInAnyOrderElementsOf(innocent);
        assertThat(rig.dropped(DropReason.REJECTED)).isEqualTo(events - innocent.size());
        assertThat(rig.dropped()).isEqualTo(events - innocent.size());
        rig.assertAccounts();
    }

    /** With this order a trial is decided by the suspect's eighth connection. */
    static final double SUSPECT_LAST = 0.9;

    long connectionsThatBeginWith(String event) {
        return collector.streams().stream()
                .filter(stream -> stream.startsWith(event.substring(0, 50)))
                .count();
    }
}
