// SPDX-License-Identifier: MIT

/**
 * The way of an event from an application's thread into the buffer, and out of it. {@code Intake} admits an event,
 * {@code Framer} frames it, and {@code Records} is the protocol by which the frame gets into the {@code FrameBuffer}.
 * {@code Doorbell} wakes the sender. {@code Ledger} knows how far each frame has come and frees it, and {@code Counters}
 * counts how it ended.
 */
@NullMarked
package io.github.gas4j.core.internal.buffer;

import org.jspecify.annotations.NullMarked;
