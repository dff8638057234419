// SPDX-License-Identifier: MIT

/** Turns events into bytes with the layouts of Log4j, on the thread that logs. Not for applications. */
@NullMarked
package io.github.gas4j.log4j2.internal.encoding;

import org.jspecify.annotations.NullMarked;
