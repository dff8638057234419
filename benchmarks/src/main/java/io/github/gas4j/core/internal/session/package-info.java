// SPDX-License-Identifier: MIT
/** Benchmarks of the hot path of a session. */
@NullMarked
package io.github.gas4j.core.internal.session;

import org.jspecify.annotations.NullMarked;
