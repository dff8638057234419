// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import java.util.HashMap;
import java.util.Map;

/** Reads the events out of the journal's lines, for each application's epoch. Not thread-safe. */
final class Delivered {
    private final Map<String, Arrivals> byEpoch = new HashMap<>();

    /** Notes a line of the journal; one without an id is not the demo's own, such as a client's report of drops. */
    void add(String line) {
        EventId id = EventId.in(line);
        if (id != null) {
            of(id.epoch()).add(id.thread(), id.seq());
        }
    }

    /** Returns what has arrived of one application. */
    Arrivals of(String epoch) {
        return byEpoch.computeIfAbsent(epoch, unused -> new Arrivals());
    }
}
