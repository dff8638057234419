// SPDX-License-Identifier: MIT
package io.github.gas4j.log4j2;

import io.github.gas4j.core.GasClient;

/**
 * Where an appender's events go, and how. Immutable.
 *
 * @param client takes the bytes
 * @param encoder makes the bytes
 * @param reporter hears what goes wrong
 */
record Pipeline(GasClient client, LayoutEncoder encoder, StatusReporter reporter) {}
