// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Contestant.Framework;
import java.util.List;
import java.util.stream.Stream;

/** How events are encoded: by the same layout or encoder for all contestants of a framework. */
enum Layout {
    PATTERN("io.github.gas4j.benchmarks.child.UsualPatternEncoder", 183, 183),
    /** LogstashEncoder, and JsonTemplateLayout with EcsLayout.json. */
    JSON("net.logstash.logback.encoder.LogstashEncoder", 291, 283);

    private static final int USUAL_BYTES = 183;

    private final String logbackEncoder;
    private final int logbackBytes;
    private final int log4jBytes;

    Layout(String logbackEncoder, int logbackBytes, int log4jBytes) {
        this.logbackEncoder = logbackEncoder;
        this.logbackBytes = logbackBytes;
        this.log4jBytes = log4jBytes;
    }

    /** Returns a contestant's arm with this layout. */
    Arm arm(Contestant contestant) {
        return Arm.of(contestant).with(Arm.LAYOUT, this);
    }

    /** Returns the class of Logback's encoder. */
    String logbackEncoder() {
        return logbackEncoder;
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
