// SPDX-License-Identifier: MIT

/**
 * How events become bytes without an array for each: encoders that write into memory of the appender.
 */
@NullMarked
package io.github.gas4j.logback.internal.encoding;

import org.jspecify.annotations.NullMarked;
