// SPDX-License-Identifier: MIT

/** What the product says to people, held against the pages that explain it. */
@NullMarked
package io.github.gas4j.it.messages;

import org.jspecify.annotations.NullMarked;
