// SPDX-License-Identifier: MIT

/** Reads Log4j's events for the JSON writer of the core. Not for applications. */
@NullMarked
package io.github.gas4j.log4j2.internal.json;

import org.jspecify.annotations.NullMarked;
