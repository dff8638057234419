// SPDX-License-Identifier: MIT

/**
 * Tells the operator, through the {@code GasListener}: outages, drops, notices.
 */
@NullMarked
package io.github.gas4j.core.internal.report;

import org.jspecify.annotations.NullMarked;
