// SPDX-License-Identifier: MIT
package io.github.gas4j.examples;

import io.github.gas4j.core.DropReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * What an application tells the demo about itself, as one line of {@code key=value} pairs. Immutable.
 *
 * @param logged how many events each of its threads has logged
 * @param longestNanos the longest call of the logger so far
 * @param usualNanos what all calls but one in a thousand took at most
 * @param state the connection's state
 * @param buffered events that wait to be written
 * @param replayed events written once more on a later connection
 * @param dropped events dropped by reason, all reasons
 */
record Status(
        List<Integer> logged,
        long longestNanos,
        long usualNanos,
        String state,
        long buffered,
        long replayed,
        Map<DropReason, Long> dropped) {

    /** Copies the collections. */
    Status {
        logged = List.copyOf(logged);
        dropped = Map.copyOf(dropped);
    }

    /** Returns how many events were logged in all. */
    long loggedInAll() {
        return logged.stream().mapToLong(Integer::longValue).sum();
    }

    /** Returns how many events were dropped, whatever the reason. */
    long droppedInAll() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    boolean isConnected() {
        return state.equals("CONNECTED");
    }

    /** Returns the line that {@link #parse} reads. */
    String line() {
        StringJoiner threads = new StringJoiner(",");
        logged.forEach(count -> threads.add(count.toString()));
        StringBuilder line = new StringBuilder("logged=" + threads)
                .append(" longest=" + longestNanos)
                .append(" usual=" + usualNanos)
                .append(" state=" + state)
                .append(" buffered=" + buffered)
                .append(" replayed=" + replayed);
        dropped.forEach((reason, count) -> line.append(" " + reason + "=" + count));
        return line.toString();
    }

    /** Returns the status in a line. */
    static Status parse(String line) {
        Map<String, String> values = new HashMap<>();
        for (String pair : line.split(" ", -1)) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        List<Integer> logged = new ArrayList<>();
        for (String count : value(values, "logged").split(",", -1)) {
            logged.add(Integer.valueOf(count));
        }
        Map<DropReason, Long> dropped = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, number(values, reason.name()));
        }
        return new Status(
                logged,
                number(values, "longest"),
                number(values, "usual"),
                value(values, "state"),
                number(values, "buffered"),
                number(values, "replayed"),
                dropped);
    }

    private static long number(Map<String, String> values, String key) {
        return Long.parseLong(value(values, key));
    }

    private static String value(Map<String, String> values, String key) {
        return Objects.requireNonNull(values.get(key), key);
    }
}
