// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks;

import io.github.gas4j.benchmarks.Contestant.Framework;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The encoders and layouts that are measured alone. */
enum Encoder {
    PATTERN(Framework.LOGBACK, null, Layout.PATTERN.logbackEncoder(Arm.PATTERN)),
    COMPILED_PATTERN(Framework.LOGBACK, PATTERN, Layout.PATTERN.logbackEncoder(Arm.PATTERN)),
    LOGSTASH(Framework.LOGBACK, null, Layout.JSON.logbackEncoder("")),
    GAS_LOGSTASH(Framework.LOGBACK, LOGSTASH, gas("LOGSTASH")),
    ECS(Framework.LOGBACK, null, """
            <encoder class="co.elastic.logging.logback.EcsEncoder"><serviceName>shop</serviceName></encoder>"""),
    GAS_ECS(Framework.LOGBACK, ECS, gas("ECS", "<serviceName>shop</serviceName>")),
    GELF(Framework.LOGBACK, null, "<encoder class=\"de.siegmar.logbackgelf.GelfEncoder\"/>"),
    GAS_GELF(Framework.LOGBACK, GELF, gas("GELF")),
    LOGBACK_JSON(Framework.LOGBACK, LOGSTASH, "<encoder class=\"ch.qos.logback.classic.encoder.JsonEncoder\"/>"),
    LOG4J2_PATTERN(Framework.LOG4J2, null, "PATTERN"),
    LOG4J2_ECS(Framework.LOG4J2, null, "JSON"),
    LOG4J2_GAS_ECS(Framework.LOG4J2, LOG4J2_ECS, "GAS_JSON"),
    LOG4J2_GAS_LOGSTASH(Framework.LOG4J2, LOG4J2_ECS, "GAS_JSON");

    private final Framework framework;
    private final @Nullable Encoder base;
    /** Logback's configuration of an encoder, or the layout that Log4j2's configuration chooses. */
    private final String configuration;

    Encoder(Framework framework, @Nullable Encoder base, String configuration) {
        this.framework = framework;
        this.base = base;
        this.configuration = configuration;
    }

    private static String gas(String format, String... options) {
        return "<encoder class=\"io.github.gas4j.logback.GasJsonEncoder\"><format>" + format + "</format>"
                + String.join("", options) + "</encoder>";
    }

    Framework framework() {
        return framework;
    }

    /** Returns the encoder that it is compared to: the one that users have for the same output. */
    Encoder base() {
        return base == null ? this : base;
    }

    /** Whether it is GAS's, and so has targets. */
    boolean isGas() {
        return this == COMPILED_PATTERN || name().contains("GAS_");
    }

    /** Returns the JVM options that choose it. */
    List<String> jvmOptions() {
        List<String> options = new ArrayList<>();
        if (framework == Framework.LOGBACK) {
            options.add("-Dbench.configuration=logback/encoding.xml");
            options.add("-Dbench.encoder=" + configuration);
            options.add("-Dbench.compiled=" + (this == COMPILED_PATTERN));
        } else {
            options.add("-Dlog4j2.configurationFile=log4j2/encoding.xml");
            options.add("-Dbench.layout=" + configuration);
            options.add("-Dbench.pattern=" + Arm.PATTERN);
            options.add("-Dbench.format=" + (this == LOG4J2_GAS_LOGSTASH ? "LOGSTASH" : "ECS"));
        }
        return options;
    }
}
