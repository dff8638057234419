// SPDX-License-Identifier: MIT
@NullMarked
package io.github.gas4j.logback.internal.pattern;

import org.jspecify.annotations.NullMarked;
