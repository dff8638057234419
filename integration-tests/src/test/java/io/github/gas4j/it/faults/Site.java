// SPDX-License-Identifier: MIT
package io.github.gas4j.it.faults;

/** Where the collector is, seen from the application. */
enum Site {
    /** On the loopback address. */
    NEARBY,
    /** On the loopback address, and found by a name. */
    BY_NAME,
    /** On the loopback address, behind a layer-4 proxy. */
    BEHIND_A_PROXY,
    /** In a network namespace of its own, behind a cable that loses packets on request. */
    REMOTE
}
