// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasConfig;
import io.github.gas4j.log4j2.internal.encoding.LayoutEncoder;

/**
 * An appender's checked configuration. Immutable.
 *
 * @param config the client's options
 * @param encoder encodes events with the layout
 */
record FactoryData(GasConfig config, LayoutEncoder encoder) {}
