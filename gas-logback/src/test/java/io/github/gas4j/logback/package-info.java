// SPDX-License-Identifier: MIT

/** Tests of the Logback appender, against real sockets and real configuration files. */
@NullMarked
package io.github.gas4j.logback;

import org.jspecify.annotations.NullMarked;
