// SPDX-License-Identifier: MIT

/**
 * The user's own Logback pattern, compiled to bytes.
 *
 * <p>{@link io.github.gas4j.logback.internal.pattern.PatternCompiler} walks Logback's chain of converters once and makes
 * pieces of it. A piece writes what one converter writes, and the literals behind it. What few events change (names,
 * frames, seconds) is kept as bytes, in bounded memory. A converter of any class that is not Logback's own writes its text
 * itself. The bytes are always those of Logback's encoder.
 */
@NullMarked
package io.github.gas4j.logback.internal.pattern;

import org.jspecify.annotations.NullMarked;
