// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import java.util.List;

/** Who takes part, and how each is configured. */
enum Contestant {
    GAS_LOGBACK("GAS, Logback", Framework.LOGBACK, "gas"),
    LOGSTASH("logstash-logback-encoder TCP", Framework.LOGBACK, "logstash"),
    GELF("logback-gelf TCP", Framework.LOGBACK, "gelf"),
    GELF_ASYNC("logback-gelf TCP behind AsyncAppender", Framework.LOGBACK, "gelf-async"),
    LOGBACK_ENCODING("encoding alone, Logback", Framework.LOGBACK, "encoding"),
    GAS_LOG4J2("GAS, Log4j2", Framework.LOG4J2, "gas"),
    SOCKET("Log4j2 Socket", Framework.LOG4J2, "socket"),
    SOCKET_ASYNC("Log4j2 Socket behind Async", Framework.LOG4J2, "socket-async"),
    SOCKET_ASYNC_LOGGER("Log4j2 AsyncLogger and Socket", Framework.LOG4J2, "socket-batched"),
    LOG4J2_ENCODING("encoding alone, Log4j2", Framework.LOG4J2, "encoding"),
    /** One thread that writes lines which were encoded long before. */
    RAW("raw socket writes", Framework.RAW, "");

    private final String title;
    private final Framework framework;
    private final String configuration;

    Contestant(String title, Framework framework, String configuration) {
        this.title = title;
        this.framework = framework;
        this.configuration = configuration;
    }

    String title() {
        return title;
    }

    Framework framework() {
        return framework;
    }

    boolean isGas() {
        return this == GAS_LOGBACK || this == GAS_LOG4J2;
    }

    /** Whether it only encodes, and sends nothing. */
    boolean isEncoding() {
        return this == LOGBACK_ENCODING || this == LOG4J2_ENCODING;
    }

    boolean isPeer() {
        return !isGas() && !isEncoding() && this != RAW;
    }

    /** Returns the JVM options that choose its configuration, for a buffer of so many events. */
    List<String> jvmOptions(long bufferEvents, boolean tls) {
        return switch (framework) {
            case LOGBACK ->
                List.of("-Dbench.configuration=logback/" + configuration + (tls && isPeer() ? "-tls" : "") + ".xml");
            case LOG4J2 ->
                this == SOCKET_ASYNC_LOGGER
                        ? List.of(
                                "-Dlog4j2.configurationFile=log4j2/" + configuration + ".xml",
                                "-Dlog4j2.contextSelector=org.apache.logging.log4j.core.async.AsyncLoggerContextSelector",
                                "-Dlog4j2.asyncLoggerRingBufferSize=" + bufferEvents)
                        : List.of("-Dlog4j2.configurationFile=log4j2/" + configuration + ".xml");
            case RAW -> List.of();
        };
    }

    /** What a contestant logs through. */
    enum Framework {
        LOGBACK,
        LOG4J2,
        RAW
    }
}
