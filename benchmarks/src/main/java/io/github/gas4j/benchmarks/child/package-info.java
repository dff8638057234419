// SPDX-License-Identifier: MIT
/** What runs in the other JVMs: the sink, and the contestants with their load. */
@NullMarked
package io.github.gas4j.benchmarks.child;

import org.jspecify.annotations.NullMarked;
