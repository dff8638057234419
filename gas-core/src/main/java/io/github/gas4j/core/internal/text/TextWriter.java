// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.text;

/** Turns texts into bytes of an event. Implementations are thread-safe. */
@FunctionalInterface
public interface TextWriter {
    /** Appends a text to the scratch's bytes. */
    void append(String text, Scratch scratch);
}
