// SPDX-License-Identifier: MIT

/** What Joran, Logback's reader of configurations, does not tell an appender. */
@NullMarked
package io.github.gas4j.logback.internal.joran;

import org.jspecify.annotations.NullMarked;
