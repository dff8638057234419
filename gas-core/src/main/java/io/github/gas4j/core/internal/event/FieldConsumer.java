// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.event;

import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of an event one by one.
 *
 * @param <S> the type of what is passed through
 */
@FunctionalInterface
public interface FieldConsumer<S> {
    /**
     * Takes a field. A field without a name or a value is left out.
     *
     * @param state what the caller of the iteration passes through
     */
    void accept(@Nullable String name, @Nullable Object value, S state);
}
