// SPDX-License-Identifier: MIT

/** Tests of the element {@code <ssl>}. */
@NullMarked
package io.github.gas4j.logback.internal.ssl;

import org.jspecify.annotations.NullMarked;
