// SPDX-License-Identifier: MIT

/**
 * Decides when a written frame may leave the buffer, and when an unwritten frame has to be dropped: the replay window,
 * rotations, expiry, eviction. {@code Retention} releases written frames. The other classes only compute, and the
 * sender frees the frames.
 */
@NullMarked
package io.github.gas4j.core.internal.release;

import org.jspecify.annotations.NullMarked;
