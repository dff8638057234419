// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Contestant.Framework;
import java.util.List;
import java.util.stream.Stream;

/** How events are encoded: by the same layout or encoder for all contestants of a framework, or by GAS's own. */
enum Layout {
    PATTERN("", 183, 183),
    /** LogstashEncoder, and JsonTemplateLayout with EcsLayout.json. */
    JSON("<encoder class=\"net.logstash.logback.encoder.LogstashEncoder\"/>", 291, 283),
    /** The same fields from GasJsonEncoder and GasJsonLayout: nobody but GAS has it. */
    GAS_JSON("<encoder class=\"io.github.gas4j.logback.GasJsonEncoder\"/>", 291, 283);

    private static final int USUAL_BYTES = 183;

    private final String logbackEncoder;
    private final int logbackBytes;
    private final int log4jBytes;

    Layout(String logbackEncoder, int logbackBytes, int log4jBytes) {
        this.logbackEncoder = logbackEncoder;
        this.logbackBytes = logbackBytes;
        this.log4jBytes = log4jBytes;
    }

    /** Returns the layouts that users have with any appender. */
    static List<Layout> ofUsers() {
        return List.of(PATTERN, JSON);
    }

    /** Returns a contestant's arm with this layout. */
    Arm arm(Contestant contestant) {
        return Arm.of(contestant).with(Arm.LAYOUT, this);
    }

    /**
     * Returns Logback's encoder as its configuration names it. With a pattern it is exactly Logback's class, as users have
     * it.
     */
    String logbackEncoder(String pattern) {
        return this == PATTERN
                ? "<encoder class=\"ch.qos.logback.classic.encoder.PatternLayoutEncoder\"><pattern>" + pattern
                        + "</pattern><charset>UTF-8</charset></encoder>"
                : logbackEncoder;
    }

    /** Returns how many bytes the usual message becomes. */
    int bytes(Framework framework) {
        return framework == Framework.LOG4J2 ? log4jBytes : logbackBytes;
    }

    /** Returns raw writes of the same length. */
    Arm raw(Framework framework) {
        int bytes = bytes(framework);
        Arm raw = Arm.of(Contestant.RAW);
        return bytes == USUAL_BYTES ? raw : raw.with(Arm.EVENT_BYTES, bytes);
    }

    /** Returns raw writes of each length there is. */
    static List<Arm> rawArms() {
        return Stream.of(PATTERN.raw(Framework.LOGBACK), JSON.raw(Framework.LOGBACK), JSON.raw(Framework.LOG4J2))
                .toList();
    }
}
