// SPDX-License-Identifier: MIT

/**
 * Where the next connection leads: the {@linkplain io.github.gas4j.core.internal.route.Target targets} of a client and what is
 * known about each, the order in which an attempt tries them, and the connection that takes over from one that works.
 */
@NullMarked
package io.github.gas4j.core.internal.route;

import org.jspecify.annotations.NullMarked;
