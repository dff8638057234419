// SPDX-License-Identifier: MIT

/** What surrounds the work of a client: its threads, its MBean, its flushes, its end with the JVM. */
@NullMarked
package io.github.gas4j.core.internal.life;

import org.jspecify.annotations.NullMarked;
