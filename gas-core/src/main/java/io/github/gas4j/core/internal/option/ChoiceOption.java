// SPDX-License-Identifier: MIT
package io.github.gas4j.core.internal.option;

import org.jspecify.annotations.Nullable;

/**
 * An option whose value is one of an enum's constants, in any case.
 *
 * @param <E> the enum
 */
public final class ChoiceOption<E extends Enum<E>> extends Option {
    private final E byDefault;

    public ChoiceOption(String name, E byDefault, String meaning) {
        super(name, meaning);
        this.byDefault = byDefault;
    }

    public E read(OptionReader in) {
        String text = textFrom(in);
        if (text == null) {
            return byDefault;
        }
        E value = find(byDefault.getDeclaringClass(), text);
        if (value == null) {
            in.problem(name(), text, "one of " + valid());
            return byDefault;
        }
        return value;
    }

    /** Returns the constant of this name, or null. */
    public static <E extends Enum<E>> @Nullable E find(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        return null;
    }

    /** Returns the names of all constants, in their order. */
    public static <E extends Enum<E>> String names(Class<E> type) {
        StringBuilder names = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            names.append(names.isEmpty() ? "" : ", ").append(constant.name());
        }
        return names.toString();
    }

    @Override
    public String type() {
        return "choice";
    }

    @Override
    public String defaultText() {
        return byDefault.name();
    }

    @Override
    public String valid() {
        return names(byDefault.getDeclaringClass());
    }
}
