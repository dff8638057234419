// SPDX-License-Identifier: MIT

/** Words for the patterns of Log4j, which finds them by itself. Not for applications. */
@NullMarked
package io.github.gas4j.log4j2.internal.pattern;

import org.jspecify.annotations.NullMarked;
