// SPDX-License-Identifier: MIT

/** Ids by which a receiver tells an event that arrives twice from two events. For the adapters; not for applications. */
@NullMarked
package io.github.gas4j.core.internal.id;

import org.jspecify.annotations.NullMarked;
