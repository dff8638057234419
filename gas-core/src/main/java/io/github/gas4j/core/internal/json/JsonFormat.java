// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.json;

/** The fields that events are written in. */
public enum JsonFormat {
    /** The fields of logstash-logback-encoder, which Logstash's own inputs expect. */
    LOGSTASH,
    /** The fields of Elastic's ecs-logging libraries, in the Elastic Common Schema. */
    ECS,
    /** GELF 1.1, the Graylog Extended Log Format. */
    GELF
}
