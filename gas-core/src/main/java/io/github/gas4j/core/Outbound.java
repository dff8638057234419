// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * Objects that all connections of a client share and that outlive them.
 *
 * <p>Confined to the sender's thread.
 *
 * @param ledger where each frame of the buffer stands
 * @param batch frames on their way to the connection that is written to
 * @param firstWrites when frames were written for the first time
 * @param counters the client's counters
 * @param reporter writes lines for the operator
 */
record Outbound(Ledger ledger, Batch batch, FirstWrites firstWrites, Counters counters, Reporter reporter) {}
