// SPDX-License-Identifier: MIT

/** Tells about outages, drops and other events: the operator, through the {@code GasListener}, and of drops the stream itself. */
@NullMarked
package io.github.gas4j.core.internal.report;

import org.jspecify.annotations.NullMarked;
