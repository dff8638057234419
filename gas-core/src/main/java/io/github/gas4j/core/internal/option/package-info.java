// SPDX-License-Identifier: MIT

/**
 * The kinds of options. An option is one constant: it reads its own text and describes itself, so that its spelling, default,
 * range and meaning are in one place.
 */
@NullMarked
package io.github.gas4j.core.internal.option;

import org.jspecify.annotations.NullMarked;
