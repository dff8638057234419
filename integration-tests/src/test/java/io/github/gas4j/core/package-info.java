// SPDX-License-Identifier: MIT
/** Integration tests that need a setting of the core's that is package-private. */
@NullMarked
package io.github.gas4j.core;

import org.jspecify.annotations.NullMarked;
