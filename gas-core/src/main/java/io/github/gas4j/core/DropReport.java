// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

import java.time.Instant;

/**
 * Drops of one reason since the last report of that reason.
 *
 * @param reason why
 * @param count how many events
 * @param bytes their size in bytes as far as it is known: 0 for events dropped before they were encoded
 * @param first when the first of them was dropped
 * @param last when the last of them was dropped
 * @param mayHaveArrived how many of them had been written, at least in part, to a connection before they were dropped
 */
public record DropReport(DropReason reason, long count, long bytes, Instant first, Instant last, long mayHaveArrived) {}
