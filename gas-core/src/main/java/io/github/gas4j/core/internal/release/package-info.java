// SPDX-License-Identifier: MIT

/**
 * Decides when a frame that was written may leave the buffer, and when one that was not written has to be dropped: the replay
 * window, rotations, giving up, eviction. {@code Retention} releases what was written. The others only compute, and the
 * sender frees.
 */
@NullMarked
package io.github.gas4j.core.internal.release;

import org.jspecify.annotations.NullMarked;
