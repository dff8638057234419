// SPDX-License-Identifier: MIT

/** Keeps the frames of dropped events in files ("dead letters"), and sends them once a collector is back. */
@NullMarked
package io.github.gas4j.core.internal.letters;

import org.jspecify.annotations.NullMarked;
