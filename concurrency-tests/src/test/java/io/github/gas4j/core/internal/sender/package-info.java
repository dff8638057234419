// SPDX-License-Identifier: MIT

/** Stress tests of what other threads ask of the sender. */
@NullMarked
package io.github.gas4j.core.internal.sender;

import org.jspecify.annotations.NullMarked;
