// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * What every connection of a client works with, and what outlives the connections.
 *
 * <p>Confined to the sender's thread.
 *
 * @param ledger where each frame of the buffer stands
 * @param batch frames on their way to the connection that is written to
 * @param firstWrites when frames were written for the first time
 * @param counters what is counted
 * @param reporter tells people
 */
record Outbound(Ledger ledger, Batch batch, FirstWrites firstWrites, Counters counters, Reporter reporter) {}
