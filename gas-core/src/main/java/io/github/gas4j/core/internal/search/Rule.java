// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

/**
 * The numbers of the search. A collector that closes connections without regard to what is in them, at whatever rate,
 * convicts an event with a probability of at most one in (32 over 8), 1e-7, in a trial of eight and eight in random order.
 * Tests use weaker rules, which convict innocent events.
 *
 * @param ends ended connections in a row, without progress, after which a search begins
 * @param trials how often the suspect must end its connection, and how often other frames must not
 * @param lifeFactor how much longer a connection with other frames must live than one with the suspect
 * @param coin whether the order in a trial is random
 * @param controls whether there are trials of other frames at all
 */
record Rule(int ends, int trials, int lifeFactor, boolean coin, boolean controls) {
    static final Rule DEFAULT = new Rule(3, 8, 3, true, true);

    /** How many trials suffice for an event that is as large as one that was rejected. */
    static final int KNOWN_TRIALS = 5;
}
