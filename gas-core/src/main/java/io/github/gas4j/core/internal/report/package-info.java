// SPDX-License-Identifier: MIT

/** Tells the operator, through the {@code GasListener}, about outages, drops and other events. */
@NullMarked
package io.github.gas4j.core.internal.report;

import org.jspecify.annotations.NullMarked;
