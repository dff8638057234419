// SPDX-License-Identifier: MIT

/**
 * Writes events as messages of syslog (RFC 5424). Knows no framework: an adapter passes readers of its events and throwables.
 * Whatever an event holds, the output is a valid message in UTF-8.
 */
@NullMarked
package io.github.gas4j.core.internal.syslog;

import org.jspecify.annotations.NullMarked;
