// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasClient;
import io.github.gas4j.core.internal.text.ScratchPool;
import io.github.gas4j.log4j2.internal.encoding.EncodingBuffer;
import io.github.gas4j.log4j2.internal.encoding.LayoutEncoder;

/**
 * What an appender needs to send events. Immutable.
 *
 * @param client buffers and sends the bytes; maybe also those of other appenders
 * @param encoder turns an event into bytes, with the appender's own layout
 * @param reporter reports what goes wrong in this appender
 * @param scratch buffers to encode into, one pool for all appenders of the client
 */
record Pipeline(
        GasClient client, LayoutEncoder encoder, StatusReporter reporter, ScratchPool<EncodingBuffer> scratch) {}
