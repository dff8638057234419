// SPDX-License-Identifier: MIT

/** What the core's JSON needs to know of Logback's events. */
@NullMarked
package io.github.gas4j.logback.internal.json;

import org.jspecify.annotations.NullMarked;
