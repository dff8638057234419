// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.core.internal.config.ClientOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One contestant with its options: what is measured again and again. Immutable. */
final class Arm {
    static final String LAYOUT = "layout";
    static final String DELIVERY = "delivery";
    static final String OVERFLOW = "overflow";
    static final String BUFFER = "buffer";
    static final String THREADS = "threads";
    static final String VIRTUAL = "virtual";
    static final String EVENT_BYTES = "eventBytes";
    static final String LOAD = "load";
    static final String TLS = "tls";
    static final String SEND_BUFFER = "sendBufferSize";
    static final String CUT = "cut";
    static final String ENCODER = "encoder";
    static final String EVENT = "event";

    private static final Map<String, String> DEFAULTS = Map.of(
            LAYOUT, "PATTERN",
            DELIVERY, "REPLAY",
            OVERFLOW, "BLOCK",
            BUFFER, "8MiB",
            THREADS, "2",
            VIRTUAL, "false",
            EVENT_BYTES, "183",
            EVENT, "PLAIN",
            LOAD, "flat",
            TLS, "false");
    static final String PATTERN = "%d{ISO8601} [%thread] %-5level %logger{36} - %msg%n";
    /** What the pattern adds to a message. */
    private static final int PATTERN_BYTES = 56;
    /** A ring of fewer events is refused by some. */
    private static final long FEWEST_EVENTS = 128;

    private final Contestant contestant;
    private final Map<String, String> chosen;

    private Arm(Contestant contestant, Map<String, String> chosen) {
        this.contestant = contestant;
        this.chosen = chosen;
    }

    static Arm of(Contestant contestant) {
        return new Arm(contestant, Map.of());
    }

    /** Returns this arm with one option changed. */
    Arm with(String option, Object value) {
        Map<String, String> changed = new LinkedHashMap<>(chosen);
        changed.put(option, value.toString());
        return new Arm(contestant, changed);
    }

    /** Returns the same options for another contestant. */
    Arm as(Contestant other) {
        return new Arm(other, chosen);
    }

    /** Returns this arm with one option as it usually is. */
    Arm without(String option) {
        Map<String, String> changed = new LinkedHashMap<>(chosen);
        changed.remove(option);
        return new Arm(contestant, changed);
    }

    Contestant contestant() {
        return contestant;
    }

    boolean chose(String option) {
        return chosen.containsKey(option);
    }

    String text(String option) {
        return chosen.getOrDefault(option, DEFAULTS.getOrDefault(option, ""));
    }

    int number(String option) {
        return Integer.parseInt(text(option));
    }

    /** Whether it encrypts what it sends. */
    boolean isEncrypted() {
        return Boolean.parseBoolean(text(TLS));
    }

    /** Tells this arm from every other one of its suite. */
    String label() {
        return chosen.isEmpty() ? contestant.title() : contestant.title() + ": " + options();
    }

    /** The options that were chosen. */
    String options() {
        return chosen.entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    /** Length of the message that makes an event of {@link #EVENT_BYTES} under the usual pattern. */
    int messageBytes() {
        return isShort() ? number(EVENT_BYTES) - 1 : number(EVENT_BYTES) - PATTERN_BYTES;
    }

    private boolean isShort() {
        return number(EVENT_BYTES) <= PATTERN_BYTES;
    }

    /** The JVM options that configure the contestant, but for the sink's port. */
    List<String> jvmOptions() {
        long bufferBytes = Sizes.parse(text(BUFFER));
        long bufferEvents = Math.max(FEWEST_EVENTS, Sizes.powerOfTwoFrom(bufferBytes / number(EVENT_BYTES)));
        List<String> options = new ArrayList<>(contestant.jvmOptions(bufferEvents, isEncrypted()));
        options.add("-Dbench.layout=" + text(LAYOUT));
        String pattern = isShort() ? "%msg%n" : PATTERN;
        options.add("-Dbench.encoder=" + Layout.valueOf(text(LAYOUT)).logbackEncoder(pattern));
        options.add("-Dbench.pattern=" + pattern);
        options.add("-Dbench.delivery=" + text(DELIVERY));
        options.add("-Dbench.overflow=" + text(OVERFLOW));
        options.add("-Dbench.bufferBytes=" + bufferBytes);
        options.add("-Dbench.bufferEvents=" + bufferEvents);
        options.add("-Dbench.maxEventBytes=" + Math.min(bufferBytes / 4, 2L << 20));
        options.add("-Dbench.eventBytes=" + text(EVENT_BYTES));
        options.add("-Dbench.event=" + text(EVENT));
        options.add("-Dbench.tls=" + isEncrypted());
        options.add("-Dbench.sendBuffer=" + sendBufferBytes());
        return options;
    }

    private long sendBufferBytes() {
        return chose(SEND_BUFFER)
                ? Sizes.parse(text(SEND_BUFFER))
                : ClientOptions.of(Map.of("destination", "127.0.0.1:9"))
                        .connection()
                        .sendBufferSize();
    }
}
