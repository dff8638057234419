// SPDX-License-Identifier: MIT

/** Reads the element {@code <ssl>} of the appender, with the stores that it names. Not for applications. */
@NullMarked
package io.github.gas4j.logback.internal.ssl;

import org.jspecify.annotations.NullMarked;
