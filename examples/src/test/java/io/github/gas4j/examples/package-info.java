// SPDX-License-Identifier: MIT
/** Tests of the examples. */
@NullMarked
package io.github.gas4j.examples;

import org.jspecify.annotations.NullMarked;
