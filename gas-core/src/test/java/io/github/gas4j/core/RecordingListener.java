// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it hears. Thread-safe: its lists are. */
class RecordingListener implements GasListener {
    final List<ConnectionState> states = new CopyOnWriteArrayList<>();
    final List<DropReport> drops = new CopyOnWriteArrayList<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();
    final List<String> news = new CopyOnWriteArrayList<>();

    @Override
    public void stateChanged(ConnectionState from, ConnectionState to) {
        states.add(to);
    }

    @Override
    public void dropped(DropReport report) {
        drops.add(report);
    }

    @Override
    public void warned(String message) {
        warnings.add(message);
    }

    @Override
    public void informed(String message) {
        news.add(message);
    }

    /** How many drops of a reason were reported. */
    long dropped(DropReason reason) {
        return drops.stream()
                .filter(report -> report.reason() == reason)
                .mapToLong(DropReport::count)
                .sum();
    }
}
