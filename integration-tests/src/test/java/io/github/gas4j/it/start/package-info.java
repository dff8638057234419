// SPDX-License-Identifier: MIT

/** What an application meets where the appender cannot start. */
@NullMarked
package io.github.gas4j.it.start;

import org.jspecify.annotations.NullMarked;
