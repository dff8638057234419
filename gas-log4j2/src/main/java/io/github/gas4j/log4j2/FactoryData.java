// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasConfig;

/**
 * What an appender was configured with, checked. Immutable.
 *
 * @param config the client's options
 * @param encoder the layout
 */
record FactoryData(GasConfig config, LayoutEncoder encoder) {}
