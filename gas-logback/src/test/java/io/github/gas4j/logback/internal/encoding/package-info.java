// SPDX-License-Identifier: MIT

/** Tests of the encoding without arrays. */
@NullMarked
package io.github.gas4j.logback.internal.encoding;

import org.jspecify.annotations.NullMarked;
