// SPDX-License-Identifier: MIT

/** Names whose addresses change or are dead, seen by a whole JVM with a name server of its own. */
@NullMarked
package io.github.gas4j.it.names;

import org.jspecify.annotations.NullMarked;
