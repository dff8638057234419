// SPDX-License-Identifier: MIT

/** The drop-in socket under libraries that were not written for it. */
@NullMarked
package io.github.gas4j.it.socket;

import org.jspecify.annotations.NullMarked;
