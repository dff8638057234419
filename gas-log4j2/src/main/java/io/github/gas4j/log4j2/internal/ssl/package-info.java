// SPDX-License-Identifier: MIT

/** Reads the element {@code <Ssl>} of the appender, with the stores that it names. Not for applications. */
@NullMarked
package io.github.gas4j.log4j2.internal.ssl;

import org.jspecify.annotations.NullMarked;
