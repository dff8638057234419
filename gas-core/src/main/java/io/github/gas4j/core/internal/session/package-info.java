// SPDX-License-Identifier: MIT

/**
 * Sends over a connection, changes to another one without a break, and ends it in order: a
 * {@link io.github.gas4j.core.internal.session.Session} writes what is buffered, and replaces a connection that is dead. The
 * orderly end is a {@link io.github.gas4j.core.internal.session.Rotation}, by which the collector confirms what it has read.
 *
 * <p>"The sender's thread" is the client's thread or, if that was never started or has ended, the thread that closes the
 * client.
 */
@NullMarked
package io.github.gas4j.core.internal.session;

import org.jspecify.annotations.NullMarked;
