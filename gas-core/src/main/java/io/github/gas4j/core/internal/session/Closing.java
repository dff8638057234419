// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.session;

/** How a connection came to its end. */
public enum Closing {
    /** The collector ended its side after ours. */
    ANSWERED,
    /** The client stops without the collector's end. */
    STOPPED,
    /** It was lost, or another connection replaces it. */
    LOST,
    /** As {@code LOST}, while nothing is proven about the connection before it. */
    UNPROVEN
}
