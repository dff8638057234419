// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class MeterListTest {
    private final GasClient client = new GasClient(GasConfig.builder()
            .option("destination", "127.0.0.1:9")
            .option("bufferSize", "64KiB")
            .build());
    private final Recorder recorder = new Recorder();

    /** Reads each meter once, by its name and tags. */
    private final class Recorder implements GasMeters {
        private final Map<String, Double> values = new LinkedHashMap<>();
        private final Map<String, Set<String>> keys = new HashMap<>();

        @Override
        public void counter(
                String name, String description, Map<String, String> tags, ToDoubleFunction<GasStats> value) {
            add(name, description, tags, value.applyAsDouble(client.stats()));
        }

        @Override
        public void gauge(
                String name,
                String unit,
                String description,
                Map<String, String> tags,
                ToDoubleFunction<GasStats> value) {
            assertThat(unit).isIn("", "bytes", "events", "seconds");
            add(name, description, tags, value.applyAsDouble(client.stats()));
        }

        @Override
        public void timer(
                String name, String description, ToLongFunction<GasStats> count, ToLongFunction<GasStats> totalNanos) {
            add(name, description, Map.of(), (double) count.applyAsLong(client.stats()));
            assertThat(totalNanos.applyAsLong(client.stats())).isNotNegative();
        }

        private void add(String name, String description, Map<String, String> tags, double value) {
            assertThat(description).isNotBlank();
            assertThat(keys.computeIfAbsent(name, first -> tags.keySet())).isEqualTo(tags.keySet());
            assertThat(values.put(name + tags, value)).as(name).isNull();
        }
    }

    @Test
    void hasEveryMeterWithItsValue() {
        client.offer(new byte[] {1}, 0, 1);
        client.countDrop(DropReason.TOO_LARGE);

        recorder.describeAll();

        assertThat(recorder.values)
                .containsEntry("gas.events.offered{}", 2.0)
                .containsEntry("gas.events.released{}", 0.0)
                .containsEntry("gas.events.dropped{reason=too_large}", 1.0)
                .containsEntry("gas.events.dropped{reason=buffer_full}", 0.0)
                .containsEntry("gas.buffer.events{}", 1.0)
                .containsEntry("gas.buffer.used.bytes{}", 8.0)
                .containsEntry("gas.buffer.unsent.bytes{}", 8.0)
                .containsEntry("gas.buffer.capacity.bytes{}", 65_536.0)
                .containsEntry("gas.connection.state{state=new}", 1.0)
                .containsEntry("gas.connection.state{state=connected}", 0.0)
                .containsKeys(
                        "gas.buffer.unconfirmed.events{}",
                        "gas.buffer.unconfirmed.bytes{}",
                        "gas.buffer.oldest.age{}",
                        "gas.connection.progress.age{}",
                        "gas.connection.attempts.failed{}",
                        "gas.connection.outage{}",
                        "gas.connection.connect{}");
        assertThat(recorder.values.keySet())
                .filteredOn(name -> name.startsWith("gas.events.dropped"))
                .hasSize(DropReason.values().length);
    }
}
