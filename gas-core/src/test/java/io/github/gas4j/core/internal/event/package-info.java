// SPDX-License-Identifier: MIT

/** What tests of ways to write an event have in common. */
@NullMarked
package io.github.gas4j.core.internal.event;

import org.jspecify.annotations.NullMarked;
