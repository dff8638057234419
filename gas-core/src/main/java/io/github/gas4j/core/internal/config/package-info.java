// SPDX-License-Identifier: MIT

/**
 * The options in groups: each group is an immutable value that reads itself, and a room takes the groups that it needs.
 * {@code ClientOptions} holds all groups.
 */
@NullMarked
package io.github.gas4j.core.internal.config;

import org.jspecify.annotations.NullMarked;
