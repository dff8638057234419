// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/** The order in which a connect attempt tries several destinations. */
public enum Strategy {
    /**
     * As they are listed. A client that is not connected to the first one returns to an earlier one, once that can be
     * reached again ({@code failback}).
     */
    FAILOVER,
    /** As they are listed, beginning after the one that the last connection led to. */
    ROUND_ROBIN,
    /** In an order that is drawn for each attempt. */
    RANDOM
}
