// SPDX-License-Identifier: MIT

/** The examples of the socket, run. */
@NullMarked
package io.github.gas4j.examples.socket;

import org.jspecify.annotations.NullMarked;
