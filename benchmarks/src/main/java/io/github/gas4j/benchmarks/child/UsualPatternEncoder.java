// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.child;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;

/**
 * Logback's own encoder with the pattern of this run, so that one configuration serves for all layouts: Logback allows no
 * conditions inside an appender. Thread-safe, but for the setters.
 */
public final class UsualPatternEncoder extends PatternLayoutEncoder {
    /** Makes an encoder with the pattern of this run. */
    public UsualPatternEncoder() {
        setPattern(System.getProperty("bench.pattern"));
    }
}
