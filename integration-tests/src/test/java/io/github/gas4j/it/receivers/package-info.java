// SPDX-License-Identifier: MIT
/** What real receivers read in the formats that GAS writes itself. */
@NullMarked
package io.github.gas4j.it.receivers;

import org.jspecify.annotations.NullMarked;
