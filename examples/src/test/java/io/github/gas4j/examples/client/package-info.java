// SPDX-License-Identifier: MIT
/** Tests of the example. */
@NullMarked
package io.github.gas4j.examples.client;

import org.jspecify.annotations.NullMarked;
