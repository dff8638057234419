// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.jmh;

import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.LoggerFactory;

/** A whole logging call that ends in an appender which only encodes. Thread-safe, as what it measures is. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EncodingBenchmark {
    private static final String MESSAGE = "x".repeat(127);

    /** The layout, as in the side-by-side benchmarks. */
    @Param({"PATTERN", "JSON"})
    @SuppressWarnings("NullAway.Init") // JMH sets it
    public String layout;

    /** Chooses the configurations. */
    @Setup
    public void configure() {
        System.setProperty("bench.layout", layout);
        System.setProperty("bench.pattern", "%d{ISO8601} [%thread] %-5level %logger{36} - %msg%n");
        System.setProperty("logback.configurationFile", "logback/encoding.xml");
        System.setProperty("log4j2.configurationFile", "log4j2/encoding.xml");
    }

    /** Through SLF4J and Logback. */
    @Benchmark
    public void logback() {
        Loggers.LOGBACK.info(MESSAGE);
    }

    /** Through Log4j2. */
    @Benchmark
    public void log4j2() {
        Loggers.LOG4J2.info(MESSAGE);
    }

    /** Made at first use, after the configurations were chosen. */
    private static final class Loggers {
        static final org.slf4j.Logger LOGBACK = LoggerFactory.getLogger("shop.Checkout");
        static final org.apache.logging.log4j.Logger LOG4J2 = LogManager.getLogger("shop.Checkout");
    }
}
