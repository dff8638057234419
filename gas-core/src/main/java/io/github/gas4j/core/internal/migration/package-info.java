// SPDX-License-Identifier: MIT

/** What people bring with them from other appenders. */
@NullMarked
package io.github.gas4j.core.internal.migration;

import org.jspecify.annotations.NullMarked;
