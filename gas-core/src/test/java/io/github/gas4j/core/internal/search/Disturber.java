// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.search;

/** Ends connections, or refuses them, without regard to what is in the frames. There is one connection at a time. */
interface Disturber {
    /** Returns whether a connect at this time succeeds. */
    default boolean accepts(double now) {
        return true;
    }

    /** Called when there is a new connection. Returns when it ends, whatever is written to it. */
    default double connected(double now) {
        return World.NEVER;
    }

    /**
     * Called before frames are written.
     *
     * @param end when the connection was to end before
     * @return when it is to end now
     */
    default double written(Burst burst, double end) {
        return end;
    }
}
