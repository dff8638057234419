// SPDX-License-Identifier: MIT

/**
 * Memory that is used again and again while events are encoded, for the adapters and for the rooms that write an
 * event's text. Knows no framework and no client.
 */
@NullMarked
package io.github.gas4j.core.internal.text;

import org.jspecify.annotations.NullMarked;
