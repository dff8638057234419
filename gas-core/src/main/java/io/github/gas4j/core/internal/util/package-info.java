// SPDX-License-Identifier: MIT

/**
 * What several rooms need: words for causes and shortages, values as options spell them, and literal addresses.
 */
@NullMarked
package io.github.gas4j.core.internal.util;

import org.jspecify.annotations.NullMarked;
