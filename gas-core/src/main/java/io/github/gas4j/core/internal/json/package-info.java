// SPDX-License-Identifier: MIT

/**
 * Writes events as JSON in the fields of Logstash, ECS or GELF. Knows no framework: an adapter passes readers of its events
 * and throwables. Whatever an event holds, the output is valid JSON in UTF-8.
 */
@NullMarked
package io.github.gas4j.core.internal.json;

import org.jspecify.annotations.NullMarked;
