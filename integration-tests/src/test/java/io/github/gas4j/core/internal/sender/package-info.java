// SPDX-License-Identifier: MIT
/** A client whose sender tests watch from within. */
@NullMarked
package io.github.gas4j.core.internal.sender;

import org.jspecify.annotations.NullMarked;
