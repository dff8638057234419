// SPDX-License-Identifier: MIT

/**
 * What all ways to write an event have in common: readers of a framework's events and throwables, traces, times, and the
 * names that come again and again. For the rooms that write a format, and for the adapters.
 */
@NullMarked
package io.github.gas4j.core.internal.event;

import org.jspecify.annotations.NullMarked;
