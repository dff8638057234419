// SPDX-License-Identifier: MIT

/** Events that are not sent: where they go instead, and who hears of them. */
@NullMarked
package io.github.gas4j.it.drops;

import org.jspecify.annotations.NullMarked;
