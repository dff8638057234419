// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.log4j2.internal.encoding.LayoutEncoder;

/**
 * What an appender needs to send events. Immutable.
 *
 * @param client buffers and sends the bytes
 * @param encoder turns an event into bytes
 * @param reporter reports what goes wrong
 */
record Pipeline(GasClient client, LayoutEncoder encoder, StatusReporter reporter) {}
