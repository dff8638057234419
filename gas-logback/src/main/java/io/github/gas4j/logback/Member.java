// SPDX-License-Identifier: MIT
package io.github.gas4j.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * A started appender, as the {@link Link} that it uses sees it. Two starts never make equal members, because each makes an
 * encoder of its own.
 *
 * <p>Immutable.
 *
 * @param appender its name, for messages
 * @param reporter reports in its name
 * @param encoder encodes what its client reports in the stream
 * @param mark the mark of its configuration
 */
record Member(String appender, StatusReporter reporter, EventEncoder<ILoggingEvent> encoder, Object mark) {}
