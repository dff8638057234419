// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.core.GasConfigBuilder;
import io.github.gas4j.core.RoomOptions;
import io.github.gas4j.core.fixtures.LimitedCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;

/**
 * What tests of several destinations share: a client, stepped without a thread, and three collectors, real sockets that the test
 * serves.
 */
abstract class DestinationTests {
    static final Duration TICK = Duration.ofMillis(5);

    final LimitedCollector first = new LimitedCollector(200);
    final LimitedCollector second = new LimitedCollector(200);
    final LimitedCollector third = new LimitedCollector(200);
    final List<LimitedCollector> all = List.of(first, second, third);
    final List<String> offered = new ArrayList<>();
    SenderRig rig = rig();

    SenderRig rig(String... options) {
        SenderRig made = new SenderRig(config(all, options));
        made.randomness = new Random(1)::nextDouble;
        return made;
    }

    static GasConfig config(List<LimitedCollector> collectors, String... options) {
        GasConfigBuilder builder = GasConfig.builder()
                .option(
                        "destination",
                        collectors.stream().map(LimitedCollector::destination).collect(Collectors.joining(",")))
                .option("bufferSize", "64KiB");
        for (int i = 0; i < options.length; i += 2) {
            builder.option(options[i], options[i + 1]);
        }
        return builder.build();
    }

    void reload(List<LimitedCollector> collectors, String... options) {
        rig.requests.reconfigure(RoomOptions.of(config(collectors, options)));
    }

    void use(String... options) throws IOException {
        rig.close();
        rig = rig(options);
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
        for (LimitedCollector collector : all) {
            collector.close();
        }
    }

    void run(Duration time) {
        rig.run(time, TICK, () -> all.forEach(LimitedCollector::serve));
    }

    void offer() {
        String event = "event-" + offered.size();
        offered.add(event);
        rig.offer(event);
    }

    /** Offers events, one every 50 ms. */
    void log(Duration time) {
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = left.minusMillis(50)) {
            offer();
            run(Duration.ofMillis(50));
        }
    }

    List<String> lines() {
        return all.stream().flatMap(collector -> collector.lines().stream()).toList();
    }

    static int connections(LimitedCollector collector) {
        return collector.streams().size();
    }

    boolean isAt(LimitedCollector collector) {
        int before = collector.lines().size();
        offer();
        run(Duration.ofMillis(50));
        return collector.lines().size() > before;
    }

    void assertEachArrivedOnce() {
        assertThat(lines()).containsExactlyInAnyOrderElementsOf(offered);
        assertThat(rig.counters.snapshot().replayed()).isZero();
        assertThat(rig.dropped()).isZero();
        rig.assertAccounts();
    }
}
