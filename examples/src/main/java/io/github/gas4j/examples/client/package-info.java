// SPDX-License-Identifier: MIT

/** {@link io.github.gas4j.core.GasClient} at work without a logging framework. */
@NullMarked
package io.github.gas4j.examples.client;

import org.jspecify.annotations.NullMarked;
