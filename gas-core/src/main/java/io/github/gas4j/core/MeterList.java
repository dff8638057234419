// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** All meters of a client. Thread-safe: stateless. */
final class MeterList {
    private static final double MILLIS_PER_SECOND = 1e3;

    private MeterList() {}

    static void describe(GasMeters to) {
        events(to);
        buffer(to);
        connection(to);
    }

    private static void events(GasMeters to) {
        count(to, "gas.events.offered", "Events that reached the client, refused ones included", GasStats::offered);
        count(to, "gas.events.written", "Complete writes of an event, replays included", GasStats::written);
        count(to, "gas.events.released", "Events released because they count as delivered", GasStats::released);
        count(
                to,
                "gas.events.replayed",
                "Writes of events of which some bytes had gone to an earlier connection",
                GasStats::replayed);
        for (DropReason reason : DropReason.values()) {
            to.counter(
                    "gas.events.dropped",
                    "Events dropped, by reason",
                    Map.of("reason", lowerCase(reason)),
                    stats -> stats.dropped(reason));
        }
    }

    private static void buffer(GasMeters to) {
        gauge(to, "gas.buffer.events", "events", "Events that wait to be written", GasStats::bufferedEvents);
        gauge(
                to,
                "gas.buffer.unconfirmed.events",
                "events",
                "Events that were written and may be written again",
                GasStats::unconfirmedEvents);
        gauge(to, "gas.buffer.used.bytes", "bytes", "Bytes of the buffer that are taken", GasStats::bufferedBytes);
        gauge(
                to,
                "gas.buffer.unsent.bytes",
                "bytes",
                "Bytes of the buffer that wait to be written",
                GasStats::unsentBytes);
        gauge(
                to,
                "gas.buffer.unconfirmed.bytes",
                "bytes",
                "Bytes of the buffer that were written and may be written again",
                GasStats::unconfirmedBytes);
        gauge(to, "gas.buffer.capacity.bytes", "bytes", "Size of the buffer", GasStats::bufferCapacityBytes);
        gauge(
                to,
                "gas.buffer.oldest.age",
                "seconds",
                "How long the oldest event that waits to be written has been in the buffer, 0 if none waits",
                stats -> stats.oldestBufferedMillis() / MILLIS_PER_SECOND);
    }

    private static void connection(GasMeters to) {
        for (ConnectionState state : ConnectionState.values()) {
            to.gauge(
                    "gas.connection.state",
                    "",
                    "1 for the present state, 0 for the others",
                    Map.of("state", lowerCase(state)),
                    stats -> stats.state() == state ? 1 : 0);
        }
        gauge(
                to,
                "gas.connection.progress.age",
                "seconds",
                "Time since anything last reached the collector; grows while the client is idle",
                stats -> stats.sinceLastProgressMillis() / MILLIS_PER_SECOND);
        count(to, "gas.connection.established", "Connections that were established", GasStats::connections);
        count(
                to,
                "gas.connection.attempts.failed",
                "Attempts to connect that failed, and connections that ended before they were proven",
                GasStats::failedAttempts);
        count(to, "gas.client.defects", "Failures that were defects of the client itself", GasStats::defects);
        to.timer(
                "gas.connection.outage",
                "Times without a connection after a failure, a present one included",
                GasStats::outages,
                GasStats::outageNanos);
        to.timer(
                "gas.connection.connect",
                "Attempts that led to a connection, from the lookup of the name to the end of the TLS handshake",
                GasStats::connects,
                GasStats::connectNanos);
    }

    private static void count(GasMeters to, String name, String description, ToDoubleFunction<GasStats> value) {
        to.counter(name, description, Map.of(), value);
    }

    private static void gauge(
            GasMeters to, String name, String unit, String description, ToDoubleFunction<GasStats> value) {
        to.gauge(name, unit, description, Map.of(), value);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
