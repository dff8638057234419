// SPDX-License-Identifier: MIT

/**
 * From an application's thread to the ring: {@code Intake} admits an event, {@code Framer} frames it into the {@code FrameBuffer},
 * {@code Doorbell} wakes the sender, {@code Ledger} knows where each frame stands, and {@code Counters} counts how it ended.
 */
@NullMarked
package io.github.gas4j.core.internal.buffer;

import org.jspecify.annotations.NullMarked;
