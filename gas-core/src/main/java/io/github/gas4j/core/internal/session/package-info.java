// SPDX-License-Identifier: MIT

/**
 * The life of one connection: a {@link io.github.gas4j.core.internal.session.Session} writes what is buffered to it, replaces
 * it when it is dead, and ends it in order. The orderly end is a {@link io.github.gas4j.core.internal.session.Rotation}, by
 * which the collector confirms what it has read.
 */
@NullMarked
package io.github.gas4j.core.internal.session;

import org.jspecify.annotations.NullMarked;
