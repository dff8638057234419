// SPDX-License-Identifier: MIT

/**
 * Names and addresses: lookups that never block the thread that connects, questions past the JVM's cache, and the order
 * in which addresses are tried. Nothing in here opens a connection to a collector.
 */
@NullMarked
package io.github.gas4j.core.internal.names;

import org.jspecify.annotations.NullMarked;
