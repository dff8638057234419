// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.util.Locale;

/** What is measured, in the unit that tables show. */
enum Metric {
    RATE("events/s", 1),
    MEGABYTES("MB/s", 1),
    SIZE("wire B/event", 1),
    CPU("CPU µs/event", 1e-3),
    SINK("sink CPU µs/event", 1e-3),
    CALLER_BYTES("caller B/event", 1),
    BYTES("process B/event", 1),
    P50("p50 µs", 1e-3),
    P99("p99 µs", 1e-3),
    P999("p99.9 µs", 1e-3),
    P9999("p99.99 µs", 1e-3),
    LONGEST("longest µs", 1e-3),
    DELAY50("delay p50 ms", 1e-6),
    DELAY99("delay p99 ms", 1e-6),
    DELAY_LONGEST("longest delay ms", 1e-6),
    P99_CALLS("p99 µs of the calls alone", 1e-3),
    ENCODE("ns/event", 1e-3),
    ENCODE_OWN("ns/event, each its own ms", 1e-3),
    ENCODED_BYTES("B/event", 1),
    IDLE_CORES("idle cores", 1),
    REPLAYED("written again", 1),
    LOST_KIB("KiB not delivered", 1.0 / (1 << 10)),
    IDLE("idle CPU ms/s", 1),
    PEAK("peak RSS MiB", 1.0 / (1 << 20)),
    HEAP_GROWTH("heap growth KiB", 1.0 / (1 << 10)),
    P99_BEFORE("p99 µs before", 1e-3),
    DRAIN_SECONDS("drain s", 1),
    LOST("not delivered", 1);

    private final String title;
    private final double scale;

    Metric(String title, double scale) {
        this.title = title;
        this.scale = scale;
    }

    String title() {
        return title;
    }

    /** Returns a value in the unit of the title. */
    double scaled(double value) {
        return value * scale;
    }

    /** Returns a value as tables show it. */
    String text(double value) {
        double shown = scaled(value);
        double size = Math.abs(shown);
        return String.format(Locale.ROOT, size >= 100 || shown == 0 ? "%,.0f" : size >= 10 ? "%.1f" : "%.3f", shown);
    }
}
