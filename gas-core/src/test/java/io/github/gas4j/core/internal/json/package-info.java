// SPDX-License-Identifier: MIT

/** Tests of JSON. */
@NullMarked
package io.github.gas4j.core.internal.json;

import org.jspecify.annotations.NullMarked;
